package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.network.Backbones;

class RecipeReaderTest {

    static List<String> names() {
        return RecipeReader.NAMES;
    }

    private static final String SETTINGS =
            """
            settings:
              {weights: pretrained, train: head, imageSize: 64, epochs: 2, batchSize: 8, maxLr: 0.1,
               baseMomentum: 0.5, maxMomentum: 0.9, weightDecay: 0, posWeight: true, trainingThreshold: 0.5,
               dropout: 0, standardized: false}
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
            assertEquals(0.01, row.maxLr());
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
                                + "rows:\n  - {model: resnet50}\n  - {name: big, model: resnet50, imageSize: 96}\n");
        assertEquals(
                List.of("resnet50", "big"), recipe.rows().stream().map(RowRecipe::name).toList());
        assertEquals(64, recipe.rows().get(0).imageSize());
        assertEquals(96, recipe.rows().get(1).imageSize());
        RowRecipe changed =
                recipe.rows()
                        .get(1)
                        .with(OptionalInt.of(32), OptionalInt.empty(), OptionalInt.of(5));
        assertEquals(32, changed.imageSize());
        assertEquals(2, changed.epochs());
        assertEquals(5, changed.batchSize());
    }

    @Test
    void mistakesAreNamedInOneLine() {
        String row = SETTINGS + "rows:\n  - ";
        assertRefused(
                row + "{model: cnn, epochs: 0}", "row 'cnn'", "epochs", "1 to 10000", "not 0");
        assertRefused(row + "{model: cnn, epoch: 3}", "no setting 'epoch'", "epochs");
        assertRefused(row + "{model: cnn, epochs: many}", "epochs", "many");
        assertRefused(row + "{model: cnn, weights: none}", "row 'cnn'", "train", "all");
        assertRefused(row + "{model: cnn, name: ../x}", "name", "../x");
        assertRefused(row + "{model: cnn}\n  - {model: cnn}", "two rows", "cnn");
        assertRefused(SETTINGS + "rows: []", "one row or more");
        assertRefused("rows: [", "line");
        assertRefused("just words", "name, description, settings and rows");
        assertRefused(SETTINGS + "row: []", "row is no part of a recipe");
        assertRefused("rows: [{model: cnn}]", "weights");
    }

    @Test
    void noSuchRecipe() {
        RecipeException error =
                assertThrows(RecipeException.class, () -> RecipeReader.read("quik"));
        assertTrue(error.getMessage().contains("quick, helsinki"), error.getMessage());
    }

    @Test
    void modelsChooseRows() {
        Recipe helsinki = RecipeReader.read("helsinki");
        assertEquals(
                List.of("resnet50", "resnet50-plain", "ff1"),
                names(RowSelection.select(helsinki, List.of("resnet50", "resnet50-plain", "ff1"))));
        assertEquals(
                List.of("resnet152-scratch"),
                names(RowSelection.select(helsinki, List.of("resnet152-scratch"))));
        Recipe added =
                RowSelection.select(
                        RecipeReader.read("quick"), List.of("resnet18", "ff2", "resnet50.keras"));
        assertEquals("pretrained", added.rows().get(0).weights());
        assertEquals("none", added.rows().get(1).weights());
        assertEquals(RowRecipe.Train.ALL, added.rows().get(1).train());
        assertEquals("resnet50.keras", added.rows().get(2).weights());
        assertEquals("resnet50", added.rows().get(2).model());
        RecipeException error =
                assertThrows(
                        RecipeException.class,
                        () -> RowSelection.select(helsinki, List.of("resnet51")));
        assertTrue(error.getMessage().contains("Did you mean 'resnet50'?"), error.getMessage());
    }

    private static List<String> names(Recipe recipe) {
        return recipe.rows().stream().map(RowRecipe::name).toList();
    }
}
