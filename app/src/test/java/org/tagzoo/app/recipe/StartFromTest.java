package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
