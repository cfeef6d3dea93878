package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;

class RecipeReaderTest {

    static List<String> names() {
        return RecipeReader.NAMES;
    }

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

    /** Inception is made for 299 pixels; random weights of it get as many. */
    @Test
    void frontierHasARowOfEachNetworkWithWeightsAtTheirSize() {
        Recipe recipe = RecipeReader.read("frontier");
        assertTrue(recipe.frontier());
        assertFalse(RecipeReader.read("best").frontier());
        assertEquals(
                WeightsRegistry.standard().cards().stream()
                        .map(WeightsCard::architecture)
                        .distinct()
                        .toList(),
                recipe.rows().stream().map(RowRecipe::model).toList());
        RowRecipe inception = recipe.select(List.of("inception_v3")).rows().get(0);
        assertEquals("pretrained", inception.weights());
        assertTrue(ImagesOfWeights.isFor(inception));
        WeightsCard card = WeightsRegistry.standard().card("inception_v3.tv1").orElseThrow();
        assertEquals(
                ImageSize.square(299),
                ImagesOfWeights.set(inception, Optional.of(card)).imageSize());
        assertEquals(ImageSize.square(299), inception.fromRandomWeights().imageSize());
        assertEquals(
                ImageSize.square(224), recipe.select(List.of("cnn")).rows().get(0).imageSize());
        RowRecipe small = inception.with(Map.of("imageSize", ImageSize.square(96)));
        assertEquals(
                ImageSize.square(96), ImagesOfWeights.set(small, Optional.of(card)).imageSize());
        RecipeCheck.check(recipe);
    }

    @Test
    void aRowFromRandomValuesHasASizeOfItsOwn() {
        RecipeException error =
                assertThrows(
                        RecipeException.class,
                        () ->
                                parse(
                                        RecipeFiles.SETTINGS
                                                + "rows: [{model: cnn, weights: none, imageSize: 0, phases: [{train: all, epochs: 1}]}]"));
        assertTrue(error.getMessage().contains("imageSize must be 8 to 1024"), error.getMessage());
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
        return RecipeFiles.parse(folder, yaml);
    }

    @Test
    void rowsAreCalledWhatIsWritten() throws IOException {
        Recipe recipe =
                parse(
                        RecipeFiles.SETTINGS
                                + "rows:\n"
                                + "  - {name: no, model: resnet50}\n"
                                + "  - {name: 007, model: resnet50}\n"
                                + "  - {name: 7, model: resnet50}\n");
        assertEquals(
                List.of("no", "007", "7"), recipe.rows().stream().map(RowRecipe::name).toList());
    }

    @Test
    void aRowsOwnSettingsGoFirst() throws IOException {
        Recipe recipe =
                parse(
                        RecipeFiles.SETTINGS
                                + "rows:\n"
                                + "  - {model: resnet50}\n"
                                + "  - {name: big, model: resnet50, imageSize: 96}\n");
        assertEquals(
                List.of("resnet50", "big"), recipe.rows().stream().map(RowRecipe::name).toList());
        assertEquals(ImageSize.square(64), recipe.rows().get(0).imageSize());
        assertEquals(ImageSize.square(96), recipe.rows().get(1).imageSize());
        RowRecipe changed =
                recipe.rows()
                        .get(1)
                        .with(Map.of("imageSize", ImageSize.square(32), "batchSize", 5));
        assertEquals(ImageSize.square(32), changed.imageSize());
        assertEquals(2, changed.epochs());
        assertEquals(5, changed.batchSize());
    }

    @Test
    void imagesAreDecodedWholeUnlessARecipeSaysOtherwise() throws IOException {
        Recipe recipe =
                parse(
                        RecipeFiles.SETTINGS
                                + "rows:\n"
                                + "  - {model: cnn}\n"
                                + "  - {name: small, model: cnn, decoding: reduced}\n");
        assertEquals(
                List.of(Decoding.WHOLE, Decoding.REDUCED),
                recipe.rows().stream().map(RowRecipe::decoding).toList());
        RowRecipe whole = recipe.rows().get(1).with(Map.of("decoding", Decoding.WHOLE));
        assertEquals(Decoding.WHOLE, whole.decoding());
    }

    @Test
    void initialValuesAreTheNetworksUnlessARecipeSaysOtherwise() throws IOException {
        Recipe recipe =
                parse(
                        RecipeFiles.SETTINGS
                                + "rows:\n"
                                + "  - {model: poster_cnn2, imageSize: 138x92}\n"
                                + "  - {name: glorot, model: poster_cnn2, initialValues: keras}\n");
        String usual = recipe.rows().get(0).trainingText();
        assertFalse(usual.contains("initialValues"), usual);
        assertTrue(usual.contains("imageSize=138x92, "), usual);
        String keras = recipe.rows().get(1).trainingText();
        assertTrue(keras.contains("initialValues=KERAS"), keras);
        RecipeFiles.assertRefused(
                folder,
                RecipeFiles.SETTINGS + "rows:\n  - {model: cnn, initialValues: he}",
                "must be one of network, keras");
    }

    /** What is usual is in no text that a checkpoint is known by, nor in a run's files. */
    @Test
    void weightsSayHowImagesAreResizedUnlessARecipeDoes() throws IOException {
        Recipe recipe =
                parse(
                        RecipeFiles.SETTINGS
                                + "rows:\n"
                                + "  - {model: cnn}\n"
                                + "  - {name: middle, model: cnn, resize: crop}\n");
        RowRecipe cnn = recipe.rows().get(0);
        assertEquals(Resize.STRETCH, ImagesOfWeights.set(cnn, Optional.empty()).resize());
        Optional<WeightsCard> lite = WeightsRegistry.standard().card("efficientnet_lite1.tf");
        assertEquals(Resize.of("crop-240-of-272-bicubic"), ImagesOfWeights.set(cnn, lite).resize());
        Optional<WeightsCard> resnet = WeightsRegistry.standard().card("resnet50.tv1");
        assertEquals(Resize.STRETCH, ImagesOfWeights.set(cnn, resnet).resize());
        RowRecipe middle = recipe.rows().get(1);
        assertEquals(Resize.CROP, ImagesOfWeights.set(middle, lite).resize());
        assertFalse(recipe.rows().get(0).trainingText().contains("resize"));
        assertTrue(recipe.rows().get(1).trainingText().contains("resize=CROP, "));
        ObjectMapper mapper = new ObjectMapper();
        assertFalse(mapper.valueToTree(recipe.rows().get(0)).has("resize"));
        assertEquals("crop", mapper.valueToTree(recipe.rows().get(1)).path("resize").textValue());
        RowRecipe padded = recipe.rows().get(1).with(Map.of("resize", Resize.PAD));
        assertEquals(Resize.PAD, padded.resize());
        RecipeFiles.assertRefused(
                folder,
                RecipeFiles.SETTINGS + "rows:\n  - {model: cnn, resize: fill}",
                "resize must be stretch, crop or pad, but is fill");
    }

    @Test
    void mistakesAreNamedInOneLine() {
        String row = RecipeFiles.SETTINGS + "rows:\n  - ";
        RecipeFiles.assertRefused(
                folder,
                row + "{model: cnn, phases: [{train: all, epochs: 0}]}",
                "row 'cnn'",
                "epochs",
                "1 to 10000",
                "but is 0");
        RecipeFiles.assertRefused(
                folder,
                row + "{model: cnn, imagesize: 3}",
                "'imagesize' is unknown, did you mean 'imageSize'?");
        RecipeFiles.assertRefused(
                folder,
                row + "{model: cnn, phases: [{train: all, epochs: many}]}",
                "epochs",
                "many");
        RecipeFiles.assertRefused(
                folder, row + "{model: cnn, phases: [{train: all}]}", "row 'cnn'", "epochs");
        RecipeFiles.assertRefused(
                folder, row + "{model: cnn, schedule: {maxLr: -1}}", "maxLr", "above 0", "-1");
        RecipeFiles.assertRefused(
                folder, row + "{model: cnn, schedule: {kind: linear}}", "schedule", "linear");
        RecipeFiles.assertRefused(folder, row + "{model: cnn, augmentation: [{flop: {}}]}", "flop");
        RecipeFiles.assertRefused(
                folder,
                row + "{model: cnn, earlyStopping: {metric: loss, patience: 1, minimumChange: 0}}",
                "metric",
                "validation-loss");
        RecipeFiles.assertRefused(
                folder,
                row + "{model: cnn, decoding: half}",
                "row 'cnn'",
                "whole or reduced",
                "half");
        RecipeFiles.assertRefused(
                folder, row + "{model: cnn, weights: none}", "row 'cnn'", "train", "all");
        RecipeFiles.assertRefused(folder, row + "{model: cnn, name: ../x}", "name", "../x");
        RecipeFiles.assertRefused(
                folder, row + "{model: cnn}\n  - {model: cnn}", "two rows", "cnn");
        RecipeFiles.assertRefused(folder, RecipeFiles.SETTINGS + "rows: []", "one row or more");
        RecipeFiles.assertRefused(folder, "rows: [", "line");
        RecipeFiles.assertRefused(
                folder, "just words", "it must be an object, but is \"just words\"");
        RecipeFiles.assertRefused(
                folder, RecipeFiles.SETTINGS + "row: []", "'row' is unknown, did you mean 'rows'?");
        RecipeFiles.assertRefused(folder, "rows: [{model: cnn}]", "weights");
    }

    @Test
    void groupsOfSettingsAreTakenOverOneByOneUnlessTheKindDiffers() throws IOException {
        Recipe recipe =
                parse(
                        RecipeFiles.SETTINGS
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
    void phasesShareAnotherNumberOfEpochs() throws IOException {
        RowRecipe row =
                parse(
                                RecipeFiles.SETTINGS
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
        return row.with(Map.of("epochs", total)).phases().stream()
                .map(PhaseRecipe::epochs)
                .toList();
    }

    @Test
    void noSuchRecipe() {
        RecipeException error =
                assertThrows(RecipeException.class, () -> RecipeReader.read("quik"));
        assertTrue(error.getMessage().contains("quick, plain, helsinki"), error.getMessage());
    }
}
