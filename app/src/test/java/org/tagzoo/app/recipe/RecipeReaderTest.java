package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.training.EarlyStopping;

class RecipeReaderTest {

    static List<String> names() {
        return RecipeReader.NAMES;
    }

    private static final String SETTINGS =
            """
            settings:
              {weights: pretrained, imageSize: 64, batchSize: 8, trainingThreshold: 0.5,
               phases: [{train: head, epochs: 2}],
               head: {hidden: [], dropout: 0, standardized: false},
               loss: {kind: binary-cross-entropy, posWeight: true},
               optimizer: {kind: sgd, nesterov: true, weightDecay: 0},
               schedule: {kind: one-cycle, maxLr: 0.1, baseMomentum: 0.5, maxMomentum: 0.9}}
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("names")
    void eachRecipeOfOursIsSound(String name) {
        Recipe recipe = RecipeReader.read(name);
        assertEquals(name, recipe.name());
        assertFalse(recipe.description().isBlank());
        for (RowRecipe row : recipe.rows()) {
            assertTrue(Backbones.byName(row.model()).isPresent(), row.model());
        }
    }

    @Test
    void helsinkiHoldsTheWholePublishedTable() {
        Recipe recipe = RecipeReader.read("helsinki");
        assertEquals(12, recipe.rows().size());
        for (RowRecipe row : recipe.rows()) {
            assertTrue(row.published().f1() > 0, row.name());
            assertEquals(25, row.epochs());
            assertEquals(0.01, row.schedule().maxLr());
            assertEquals(
                    row.published().trainingTime() == null || !row.name().matches("resnet50-.*"),
                    row.augmented(),
                    row.name());
        }
    }

    private Recipe parse(String yaml) throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, yaml);
        return RecipeReader.read(file.toString());
    }

    private void assertRefused(String yaml, String... parts) {
        RecipeException error = assertThrows(RecipeException.class, () -> parse(yaml));
        assertEquals(1, error.getMessage().lines().count(), error.getMessage());
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part), error.getMessage());
        }
    }

    @Test
    void aRowsOwnSettingsGoFirst() throws IOException {
        Recipe recipe =
                parse(
                        SETTINGS
                                + "rows:\n"
                                + "  - {model: resnet50}\n"
                                + "  - {name: big, model: resnet50, imageSize: 96}\n");
        assertEquals(
                List.of("resnet50", "big"), recipe.rows().stream().map(RowRecipe::name).toList());
        assertEquals(64, recipe.rows().get(0).imageSize());
        assertEquals(96, recipe.rows().get(1).imageSize());
        RowRecipe changed =
                recipe.rows()
                        .get(1)
                        .with(
                                OptionalInt.of(32),
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.of(5));
        assertEquals(32, changed.imageSize());
        assertEquals(2, changed.epochs());
        assertEquals(5, changed.batchSize());
    }

    @Test
    void imagesAreDecodedWholeUnlessARecipeSaysOtherwise() throws IOException {
        Recipe recipe =
                parse(
                        SETTINGS
                                + "rows:\n"
                                + "  - {model: cnn}\n"
                                + "  - {name: small, model: cnn, decoding: reduced}\n");
        assertEquals(
                List.of(Decoding.WHOLE, Decoding.REDUCED),
                recipe.rows().stream().map(RowRecipe::decoding).toList());
        OptionalInt same = OptionalInt.empty();
        RowRecipe whole =
                recipe.rows()
                        .get(1)
                        .with(same, Optional.of(Decoding.WHOLE), Optional.empty(), same, same);
        assertEquals(Decoding.WHOLE, whole.decoding());
    }

    /** What is usual is in no text that a checkpoint is known by, nor in a run's files. */
    @Test
    void imagesAreStretchedUnlessARecipeSaysOtherwise() throws IOException {
        Recipe recipe =
                parse(
                        SETTINGS
                                + "rows:\n"
                                + "  - {model: cnn}\n"
                                + "  - {name: middle, model: cnn, resize: crop}\n");
        assertEquals(
                List.of(Resize.STRETCH, Resize.CROP),
                recipe.rows().stream().map(RowRecipe::resize).toList());
        assertFalse(recipe.rows().get(0).trainingText().contains("resize"));
        assertTrue(recipe.rows().get(1).trainingText().contains("resize=CROP, "));
        ObjectMapper mapper = new ObjectMapper();
        assertFalse(mapper.valueToTree(recipe.rows().get(0)).has("resize"));
        assertEquals("crop", mapper.valueToTree(recipe.rows().get(1)).path("resize").textValue());
        OptionalInt same = OptionalInt.empty();
        RowRecipe padded =
                recipe.rows()
                        .get(1)
                        .with(same, Optional.empty(), Optional.of(Resize.PAD), same, same);
        assertEquals(Resize.PAD, padded.resize());
        assertRefused(
                SETTINGS + "rows:\n  - {model: cnn, resize: fill}",
                "resize must be stretch or crop or pad, not fill");
    }

    @Test
    void mistakesAreNamedInOneLine() {
        String row = SETTINGS + "rows:\n  - ";
        assertRefused(
                row + "{model: cnn, phases: [{train: all, epochs: 0}]}",
                "row 'cnn'",
                "epochs",
                "1 to 10000",
                "but is 0");
        assertRefused(
                row + "{model: cnn, imagesize: 3}",
                "'imagesize' is unknown, did you mean 'imageSize'?");
        assertRefused(row + "{model: cnn, phases: [{train: all, epochs: many}]}", "epochs", "many");
        assertRefused(row + "{model: cnn, phases: [{train: all}]}", "row 'cnn'", "epochs");
        assertRefused(row + "{model: cnn, schedule: {maxLr: -1}}", "maxLr", "above 0", "-1");
        assertRefused(row + "{model: cnn, schedule: {kind: linear}}", "schedule", "linear");
        assertRefused(row + "{model: cnn, augmentation: [{flop: {}}]}", "flop");
        assertRefused(
                row + "{model: cnn, earlyStopping: {metric: loss, patience: 1, minimumChange: 0}}",
                "metric",
                "validation-loss");
        assertRefused(
                row + "{model: cnn, decoding: half}", "row 'cnn'", "whole or reduced", "half");
        assertRefused(row + "{model: cnn, weights: none}", "row 'cnn'", "train", "all");
        assertRefused(row + "{model: cnn, name: ../x}", "name", "../x");
        assertRefused(row + "{model: cnn}\n  - {model: cnn}", "two rows", "cnn");
        assertRefused(SETTINGS + "rows: []", "one row or more");
        assertRefused("rows: [", "line");
        assertRefused("just words", "it must be an object, but is \"just words\"");
        assertRefused(SETTINGS + "row: []", "'row' is unknown, did you mean 'rows'?");
        assertRefused("rows: [{model: cnn}]", "weights");
    }

    @Test
    void groupsOfSettingsAreTakenOverOneByOneUnlessTheKindDiffers() throws IOException {
        Recipe recipe =
                parse(
                        SETTINGS
                                + """
                                rows:
                                  - {name: a, model: cnn, schedule: {maxLr: 0.2}}
                                  - {name: b, model: cnn, schedule: {kind: constant, maxLr: 0.3, momentum: 0}}
                                """);
        assertEquals(
                new ScheduleRecipe.OneCycleRecipe(0.2, 0.5, 0.9), recipe.rows().get(0).schedule());
        assertEquals(new ScheduleRecipe.Constant(0.3, 0), recipe.rows().get(1).schedule());
    }

    @Test
    void everyKindIsReadAndKeptInJson() throws IOException {
        Recipe recipe =
                parse(
                        SETTINGS
                                + """
                                rows:
                                  - {name: a, model: cnn, loss: {kind: asymmetric, gammaNegative: 4, gammaPositive: 1, clip: 0.05}, optimizer: {kind: adam, weightDecay: 0.1}, schedule: {kind: cosine, maxLr: 0.1, momentum: 0.9, warmUpEpochs: 1}}
                                  - {name: b, model: cnn, loss: {kind: softmax, classWeights: true, smoothing: 0.1}, optimizer: {kind: adamw, weightDecay: 0.1}, schedule: {kind: step, maxLr: 0.1, momentum: 0.9, every: 3, factor: 0.1}}
                                  - {name: c, model: cnn, optimizer: {kind: rmsprop, weightDecay: 0, centered: true}, schedule: {kind: plateau, maxLr: 0.1, momentum: 0, patience: 2, factor: 0.5, minLr: 0}}
                                  - {name: d, model: cnn, schedule: {kind: constant, maxLr: 0.1, momentum: 0}, augmentation: helsinki, views: 2, clipNorm: 1, averageDecay: 0.9, earlyStopping: {metric: validation-map, patience: 2, minimumChange: 0}}
                                """);
        assertEquals(LossRecipe.Asymmetric.class, recipe.rows().get(0).loss().getClass());
        assertEquals(LossRecipe.SoftmaxCrossEntropy.class, recipe.rows().get(1).loss().getClass());
        ObjectMapper json = new ObjectMapper();
        assertEquals(recipe, json.readValue(json.writeValueAsString(recipe), Recipe.class));
        for (RowRecipe row : recipe.rows()) {
            assertTrue(row.schedule().build(10, 5).learningRate().value(0) > 0, row.name());
            boolean[][] targets = {{true, false}};
            float[][] logits = {{1, -1}};
            double loss = row.loss().build(new double[] {1, 2}).evaluate(logits, targets);
            assertTrue(loss > 0 && loss < 1, row.name() + ": " + loss);
        }
    }

    @Test
    void whatPyTorchHasToo() throws IOException {
        Recipe recipe =
                parse(
                        SETTINGS
                                + """
                                rows:
                                  - {name: a, model: cnn, optimizer: {kind: sgd, nesterov: false, weightDecay: 0, dampening: 0.1}, schedule: {kind: step, maxLr: 1, momentum: 0, milestones: [2, 3], factor: 0.5}}
                                  - {name: b, model: cnn, optimizer: {kind: adam, weightDecay: 0, beta1: 0.8, beta2: 0.9, epsilon: 0.1}, schedule: {kind: plateau, maxLr: 1, momentum: 0, patience: 0, factor: 0.5, minLr: 0, metric: validation-f1}}
                                  - {name: c, model: cnn, optimizer: {kind: adamw, weightDecay: 0}}
                                  - {name: d, model: cnn, optimizer: {kind: rmsprop, weightDecay: 0, centered: false, alpha: 0.9, momentum: 0.7}}
                                """);
        ObjectMapper json = new ObjectMapper();
        assertEquals(recipe, json.readValue(json.writeValueAsString(recipe), Recipe.class));
        RateAndMomentum steps = recipe.rows().get(0).schedule().build(10, 5);
        assertEquals(1, steps.learningRate().value(19));
        assertEquals(0.5, steps.learningRate().value(20));
        assertEquals(0.25, steps.learningRate().value(30));
        ReduceOnPlateau rising = (ReduceOnPlateau) recipe.rows().get(1).schedule().build(10, 5);
        rising.epochEnded(0.5);
        rising.epochEnded(0.6);
        assertEquals(1, rising.learningRate().value(20));
        assertEquals(
                EarlyStopping.Metric.VALIDATION_F1,
                recipe.rows().get(1).schedule().followedMetric());
        assertEquals(
                new OptimizerRecipe.AdamRecipe(0, 0.8, 0.9, 0.1), recipe.rows().get(1).optimizer());
        assertEquals(
                new OptimizerRecipe.AdamWRecipe(0, null, 0.999, 1e-8),
                recipe.rows().get(2).optimizer());
        assertEquals(
                new OptimizerRecipe.RmsPropRecipe(0, false, 0.9, 0.7, 1e-8),
                recipe.rows().get(3).optimizer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "optimizer: {kind: sgd, nesterov: true, weightDecay: 0, dampening: 0.1} |"
                        + " 'optimizer': dampening must be 0 where nesterov is true, but is 0.1",
                "optimizer: {kind: sgd, nesterov: false, weightDecay: 0, dampening: 2} |"
                        + " 'optimizer': dampening must be 0 to 1, but is 2",
                "optimizer: {kind: adam, weightDecay: 0, beta1: 1} | 'optimizer': beta1 must be 0"
                        + " to below 1, but is 1",
                "optimizer: {kind: adamw, weightDecay: 0, beta2: -1} | 'optimizer': beta2 must be 0"
                        + " to below 1",
                "optimizer: {kind: adam, weightDecay: 0, epsilon: 2} | 'optimizer': epsilon must be"
                        + " 0 to 1",
                "optimizer: {kind: rmsprop, weightDecay: 0, centered: true, alpha: 1} |"
                        + " 'optimizer': alpha must be 0 to below 1",
                "optimizer: {kind: rmsprop, weightDecay: 0, centered: true, momentum: 1} |"
                        + " 'optimizer': momentum must be 0 to below 1",
                "schedule: {kind: step, maxLr: 1, momentum: 0, factor: 0.5} | 'schedule': every"
                        + " must be 1 or more, but is null",
                "schedule: {kind: step, maxLr: 1, momentum: 0, factor: 0.5, every: 2, milestones:"
                        + " [1]} | 'schedule': every must be left out where milestones are given",
                "schedule: {kind: step, maxLr: 1, momentum: 0, factor: 0.5, milestones: [3, 2]} |"
                        + " 'schedule': milestones must be epochs of 1 or more, ascending, but is [3,"
                        + " 2]",
                "schedule: {kind: plateau, maxLr: 1, momentum: 0, patience: 0, factor: 0.5, minLr:"
                        + " 0, metric: f1} | validation-f1",
            })
    void settingsOutOfTheirRange(String setting, String part) {
        assertRefused(SETTINGS + "rows: [{name: a, model: cnn, " + setting + "}]", "row 'a'", part);
    }

    @Test
    void phasesShareAnotherNumberOfEpochs() throws IOException {
        RowRecipe row =
                parse(
                                SETTINGS
                                        + "rows: [{model: resnet50, phases: [{train: head, epochs:"
                                        + " 5}, {train: layer4, epochs: 10}]}]")
                        .rows()
                        .get(0);
        assertEquals(15, row.epochs());
        assertEquals(List.of(2, 4), epochs(row, 6));
        assertEquals(List.of(1, 1), epochs(row, 1));
        assertEquals(List.of(5, 10), epochs(row, 15));
    }

    private static List<Integer> epochs(RowRecipe row, int total) {
        return row
                .with(
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.of(total),
                        OptionalInt.empty())
                .phases()
                .stream()
                .map(PhaseRecipe::epochs)
                .toList();
    }

    @Test
    void noSuchRecipe() {
        RecipeException error =
                assertThrows(RecipeException.class, () -> RecipeReader.read("quik"));
        assertTrue(error.getMessage().contains("quick, helsinki"), error.getMessage());
    }
}
