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
import org.tagzoo.app.classic.ClassicKind;

class YardsticksTest {

    private static final String RECIPE =
            RecipeFiles.SETTINGS
                    + "rows: [{model: resnet18}, {name: text, model: no_image, weights: none, phases: [{train: all, epochs: 1}], text: {column: title}}]\n"
                    + "yardsticks: {%s}\n";

    @TempDir Path folder;

    @Test
    void areReadAndLeftOutWhereRowsAreNamed() throws IOException {
        String yaml =
                "person: {right: 8, of: 20}, models: [{name: a, model: svm-rbf, features:"
                        + " [image-size, colour], embedding: resnet50}]";
        Recipe recipe = RecipeFiles.parse(folder, RECIPE.formatted(yaml));
        assertEquals(
                new Yardsticks.Model(
                        "a",
                        ClassicKind.SVM_RBF,
                        List.of("image-size", "colour"),
                        "resnet50",
                        null),
                recipe.models().get(0));
        Recipe one = recipe.select(List.of("resnet18"));
        assertEquals(List.of(), one.models());
        assertTrue(one.person().isPresent());
    }

    @Test
    void anEmbeddingIsOfThePlainNetworkWhateverRowsAreLike() throws IOException {
        Recipe recipe =
                RecipeFiles.parse(
                        folder,
                        RecipeFiles.SETTINGS
                                + "rows: [{name: resnet18, model: resnet50, head: {classMap: pacs}}]\n");
        RowRecipe row = recipe.embedding("resnet50");
        assertEquals("resnet50", row.model());
        assertEquals(null, row.head().classMap());
        assertEquals("resnet18", recipe.embedding("resnet18").model());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
                    {name: ResNet18, model: svm-rbf, features: [colour]} # yardstick 'ResNet18': name must differ from that of row 'resnet18'
                    {name: a, model: svm-rbf, embedding: resnet18}, {name: A, model: logistic, features: [colour]} # yardstick 'A': name must differ from that of row 'a'
                    {name: a, model: svm-rbf, embedding: resnet19} # yardstick 'a': There is no network or row 'resnet19'
                    {name: a, model: svm-rbf, row: text} # yardstick 'a': row must be one whose network looks at images, but is text
                    {name: a, model: svm-rbf, embedding: ff1} # yardstick 'a'
                    """)
    void aRecipeIsRefusedForThem(String models, String part) throws IOException {
        Recipe recipe =
                RecipeFiles.parse(folder, RECIPE.formatted("models: [%s]".formatted(models)));
        String message =
                assertThrows(RecipeException.class, () -> RecipeCheck.check(recipe)).getMessage();
        assertTrue(message.startsWith(part), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
                    models: [{name: a, model: svm-rbf}] # with features or an embedding
                    models: [{name: a, model: svm, features: [colour]}] # random-forest
                    models: [{name: a/b, model: svm-rbf, features: [colour]}] # a row's name has
                    person: {right: 9, of: 8} # right, the images
                    """)
    void othersAreRefused(String yaml, String part) {
        RecipeFiles.assertRefused(folder, RECIPE.formatted(yaml), part);
    }
}
