package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFromTest {

    private static final String ROWS =
            """
            rows:
              - {name: first, model: resnet50}
              - {name: other, model: resnet34}
              - {name: second, model: resnet50, startFrom: first}
              - {name: third, model: resnet50, phases: [{train: layer4, epochs: 2}], startFrom: second}
            """;

    @TempDir Path folder;

    private List<String> selected(String... names) throws IOException {
        Recipe recipe = RecipeFiles.parse(folder, RecipeFiles.SETTINGS + ROWS);
        Recipe selected = recipe.select(List.of(names));
        RecipeCheck.check(selected);
        return selected.rows().stream().map(RowRecipe::name).toList();
    }

    @Test
    void whatARowStartsFromComesAlong() throws IOException {
        assertEquals(List.of("first", "second", "third"), selected("third"));
        assertEquals(List.of("other", "first", "second", "third"), selected("other", "third"));
        assertEquals(List.of("first", "second"), selected("second", "first"));
        assertEquals(List.of("other"), selected("other"));
    }

    @Test
    void aRowThatTrainsLessThanItsStartIsRefused() throws IOException {
        Recipe recipe =
                RecipeFiles.parse(
                        folder,
                        RecipeFiles.SETTINGS
                                + ROWS
                                + "  - {name: less, model: resnet50, startFrom: third}\n");
        String message =
                assertThrows(RecipeException.class, () -> RecipeCheck.check(recipe)).getMessage();
        assertTrue(message.startsWith("row 'less': phases: each must train"), message);
    }

    /**
     * Flattened, a head has a weight for each place of the map; else it takes images of any size.
     */
    @ParameterizedTest
    @CsvSource({
        "dropout: 0.1, dropout: 0.3, 96, true",
        "dropout: 0, dropout: 0.3, 64, false",
        "dropout: 0, batchNorm: true, 64, false",
        "flatten: true, flatten: false, 64, false",
        "flatten: true, flatten: true, 64, true",
        "flatten: true, flatten: true, 96, false",
        "dropout: 0, branches: true, 64, false"
    })
    void bothRowsHaveTheSameTensors(String first, String second, int size, boolean fit)
            throws IOException {
        check(
                row("a", first, "imageSize: 64")
                        + row("b", second, "startFrom: a, imageSize: " + size),
                fit);
    }

    @ParameterizedTest
    @CsvSource({
        "head.dropout: [0.3], true",
        "head.dropout: [0], false",
        "head.hidden: [[8]], false"
    })
    void aSearchOfTheStartLeavesItsLayers(String searched, boolean fit) throws IOException {
        String search = "search: {settings: {%s}, by: validation-loss}".formatted(searched);
        check(row("a", "dropout: 0.1", search) + row("b", "dropout: 0.1", "startFrom: a"), fit);
    }

    /** What a row takes over from a search may be other layers than those written in it. */
    @ParameterizedTest
    @CsvSource({"head.dropout: [0.3], true", "head.hidden: [[8]], false"})
    void aSearchThatTheStartTakesSettingsFromLeavesItsLayers(String searched, boolean fit)
            throws IOException {
        String search = "search: {settings: {%s}, by: validation-loss}".formatted(searched);
        check(
                row("z", "dropout: 0.1", search)
                        + row("a", "dropout: 0.1", "settingsFrom: z")
                        + row("b", "dropout: 0.1", "startFrom: a"),
                fit);
    }

    private static String row(String name, String head, String more) {
        return "  - {name: %s, model: resnet50, head: {hidden: [16], standardized: false, %s}, %s}%n"
                .formatted(name, head, more);
    }

    private void check(String rows, boolean fit) throws IOException {
        Recipe recipe = RecipeFiles.parse(folder, RecipeFiles.SETTINGS + "rows:\n" + rows);
        if (fit) {
            RecipeCheck.check(recipe);
        } else {
            String message =
                    assertThrows(RecipeException.class, () -> RecipeCheck.check(recipe))
                            .getMessage();
            assertTrue(
                    message.startsWith("row 'b': startFrom must be a row with the same"), message);
        }
    }

    @Test
    void circlesAreRefused() throws IOException {
        String rows =
                """
                rows:
                  - {name: a, model: resnet50, startFrom: b}
                  - {name: b, model: resnet50, startFrom: a}
                """;
        Recipe recipe = RecipeFiles.parse(folder, RecipeFiles.SETTINGS + rows);
        for (Recipe each : List.of(recipe, recipe.select(List.of("b")))) {
            String message =
                    assertThrows(RecipeException.class, () -> RecipeCheck.check(each)).getMessage();
            assertTrue(message.contains("startFrom must be the name of a row further up"), message);
        }
    }
}
