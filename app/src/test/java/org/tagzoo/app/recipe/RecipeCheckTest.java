package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeCheckTest {

    private static final String SOUND =
            """
            settings:
              {weights: pretrained, imageSize: 64, batchSize: 8, trainingThreshold: 0.5,
               phases: [{train: head, epochs: 2}],
               head: {hidden: [], dropout: 0, standardized: false},
               loss: {kind: binary-cross-entropy, posWeight: true},
               optimizer: {kind: sgd, nesterov: true, weightDecay: 0},
               schedule: {kind: one-cycle, maxLr: 0.1, baseMomentum: 0.5, maxMomentum: 0.9}}
            rows:
              - {name: sound, model: resnet50}
            """;

    @TempDir Path folder;

    private Recipe recipe(String lastRow) throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, SOUND + "  - " + lastRow + "\n");
        return RecipeReader.read(file.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: last, model: vgg16, phases: [{train: layer4, epochs: 1}]} | train names the"
                        + " stage layer4",
                "{name: last, model: resnet50, phases: [{train: layer3, epochs: 1}, {train: head,"
                        + " epochs: 1}]} | phases: each must train",
                "{name: last, model: resnet50, phases: [{train: layer4, epochs: 1, rateFactors:"
                        + " {layer3: 0.1}}]} | rateFactors names layer3, which is frozen",
                "{name: last, model: resnet50, phases: [{train: all, epochs: 1, rateFactors:"
                        + " {layer5: 0.1}}]} | rateFactors names the stage layer5",
                "{name: last, model: resnet50, schedule: {kind: cosine, maxLr: 0.1, momentum: 0,"
                        + " warmUpEpochs: 2}} | schedule.warmUpEpochs must be below 2, but is 2",
                "{name: last, model: inception_v3} | imageSize 64: inception_v3 takes images of 75"
                        + " x 75 pixels or more",
                "{name: last, model: resnet50, head: {standardized: true, flatten: true, separable:"
                        + " 8}} | row 'last': standardized must be false where separable is above",
                "{name: last, model: resnet51} | model must be resnet50",
                "{name: last, model: resnet50, weights: resnet34.tv1} | weights must be none,"
                        + " pretrained, at-hand or, for resnet50,",
                "{name: last, model: cnn} | weights must be none, as there are no pretrained"
                        + " weights of cnn",
                "{name: last, model: resnet50, loss: {kind: asymmetric, gammaNegative: -1,"
                        + " gammaPositive: 1, clip: 0.05}} | gamma",
                "{name: last, model: resnet50, startFrom: last} | startFrom must be the name of a row"
                        + " further up: sound, but is last",
                "{name: last, model: resnet34, startFrom: sound} | startFrom must be a row with the"
                        + " same model, weights and layers of the head, but is sound",
                "{name: last, model: resnet50, phases: [{train: layer5, epochs: 1}], startFrom:"
                        + " sound} | train names the stage layer5",
                "{name: last, model: resnet50, head: {hidden: [8], map: {residualAttention: {heads:"
                        + " 1, lambda: 1}}}} | hidden must be empty where map has",
                "{name: SOUND, model: resnet34} | name must differ from that of row 'sound'",
                "{name: last, model: resnet34, crops: {of: boxes}} | crops.of must be the name of a"
                        + " row further up: sound, but is boxes",
                "{name: last, model: resnet34, crops: {of: sound}} | crops.of must be a row of task"
                        + " class-and-box, but is sound",
            })
    void aMistakeInTheLastRowIsFoundAtOnce(String row, String part) throws IOException {
        Recipe recipe = recipe(row);
        RecipeException error =
                assertThrows(RecipeException.class, () -> RecipeCheck.check(recipe));
        String name = recipe.rows().get(1).name();
        assertTrue(error.getMessage().startsWith("row '" + name + "': "), error.getMessage());
        assertTrue(error.getMessage().contains(part), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: last, model: resnet50, mixup: 101} | mixup must be 0 to 100, but is 101",
                "{name: last, model: resnet50, mixup: 0.4, text: {column: title}} | mixup must be"
                        + " left out beside text",
                "{name: last, model: resnet50, averageEpochs: 2, averageDecay: 0.9} | averageEpochs"
                        + " must be left out beside averageDecay",
                "{name: last, model: resnet50, foldsWithValidation: true} | foldsWithValidation must"
                        + " be left out or false without foldHeads",
                "{name: last, model: resnet50, loss: {smoothing: 1}} | smoothing must be 0 to below",
                "{name: last, model: resnet50, head: {map: {residualAttention: {heads: 3, lambda:"
                        + " 1}}}} | heads must be 1, 2, 4, 6 or 8, but is 3",
                "{name: last, model: resnet50, head: {map: {pool: max, decoder: {width: 64, hidden:"
                        + " 64, groups: 9}}}} | map.pool must be average",
                "{name: last, model: resnet50, head: {map: {decoder: {width: 60, hidden: 64, groups:"
                        + " 9}}}} | map.decoder.width must be a multiple of 8",
            })
    void aValueThatNoRowCanHaveIsFoundWhenItIsRead(String row, String part) {
        RecipeException error = assertThrows(RecipeException.class, () -> recipe(row));
        assertTrue(error.getMessage().contains("row 'last'"), error.getMessage());
        assertTrue(error.getMessage().contains(part), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void whatTheCommandLineChangesIsCheckedToo() throws IOException {
        Recipe recipe =
                recipe(
                        "{name: last, model: inception_v3, imageSize: 96, schedule: {kind: cosine,"
                                + " maxLr: 0.1, momentum: 0, warmUpEpochs: 1}}");
        RecipeCheck.check(recipe);
        for (int epochs : new int[] {1, 3}) {
            Recipe shorter = recipe.withEach(row -> row.with(Map.of("epochs", epochs)));
            if (epochs == 1) {
                assertThrows(RecipeException.class, () -> RecipeCheck.check(shorter));
            } else {
                RecipeCheck.check(shorter);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "quick",
        "helsinki",
        "best",
        "best-search",
        "best-ablation",
        "best-of-all",
        "best-linear",
        "head-ablation",
        "head-attention",
        "fine-tune"
    })
    void recipesOfOursAreSound(String name) {
        RecipeCheck.check(RecipeReader.read(name));
    }

    /** The rows that a plain DJL program is compared with. */
    @Test
    void theProofAsksForNothingThatEasyTrainLacks() {
        Recipe proof = RecipeReader.read("src/test/resources/org/tagzoo/app/recipe/proof.yaml");
        RecipeCheck.check(proof);
        for (RowRecipe row : proof.rows()) {
            assertEquals(1, row.phases().size());
            assertEquals(0, row.head().dropout());
            assertEquals(0, row.views());
            assertNull(row.clipNorm());
            assertNull(row.averageDecay());
            assertNull(row.earlyStopping());
        }
    }
}
