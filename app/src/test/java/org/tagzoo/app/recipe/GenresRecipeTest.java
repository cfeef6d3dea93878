package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.training.EarlyStopping;

/** The study of small film posters, and what its recipe is made of. */
class GenresRecipeTest {

    private static final List<String> GENRES = List.of("Drama", "History", "War");

    private static final String ROWS =
            """
            rows:
              - {name: a, model: cnn, weights: none, phases: [{train: all, epochs: 2}],
                 head: {hidden: [8], dropout: 0, standardized: false},
                 search: {by: validation-f1, settings: {schedule.maxLr: [0.25, 0.5], head.hidden: [[4], [5]]}}}
            """;

    @TempDir Path folder;

    private static RowRecipe row(Recipe recipe, String name) {
        return recipe.row(name).orElseThrow();
    }

    @Test
    void hasTheGridsOfTheStudy() {
        Recipe recipe = RecipeReader.read("genres-32px");
        RecipeCheck.check(recipe);
        RowRecipe layers = row(recipe, "layers");
        assertEquals(3 * 2 * 6, new SearchSpace(layers).count());
        assertEquals(50, layers.epochs());
        RowRecipe dropout = row(recipe, "dropout");
        assertEquals(4 * 2 * 2, new SearchSpace(dropout).count());
        assertEquals(60, dropout.epochs());
        assertEquals(
                EarlyStopping.Metric.VALIDATION_LABEL_ACCURACY,
                dropout.schedule().followedMetric());
        for (RowRecipe row : List.of(layers, dropout)) {
            assertEquals(3, row.search().folds());
            assertEquals(256, row.batchSize());
            assertEquals(0.1, row.trainingThreshold());
            List<Integer> rungs = row.search().rungs();
            assertEquals(row.epochs(), rungs.get(rungs.size() - 1));
        }
        for (RowRecipe row : recipe.withoutHalving().rows()) {
            assertTrue(row.search() == null || row.search().rungs().isEmpty());
        }
    }

    /** Settings of both searches reach the last row; what its own are stays. */
    @Test
    void whatSearchesChoseIsTakenOver() {
        Recipe recipe = RecipeReader.read("genres-32px");
        RowRecipe layers = row(recipe, "layers");
        RowRecipe dropout = row(recipe, "dropout");
        SearchSpace grid = new SearchSpace(layers);
        RowRecipe chosen = grid.row(grid.trial(5, 1)); // the fastest setting first
        assertEquals("genre_cnn2", chosen.model());
        assertEquals(List.of(128, 128), chosen.head().hidden());
        RowRecipe second = new ChosenSettings(recipe, dropout).from(chosen);
        assertNull(second.settingsFrom());
        assertEquals("genre_cnn2", second.model());
        assertEquals(List.of(128, 128), second.head().hidden());
        assertEquals(60, second.epochs());
        SearchSpace space = new SearchSpace(second);
        RowRecipe found = space.row(space.trial(space.count(), 1));
        ChosenSettings settings = new ChosenSettings(recipe, row(recipe, "cost-matrix"));
        assertEquals(
                Set.of(
                        "model",
                        "head.hidden",
                        "schedule.maxLr",
                        "head.embeddingDropout",
                        "head.dropout",
                        "schedule.factor",
                        "schedule.minLr"),
                settings.names());
        RowRecipe last = settings.from(found);
        assertEquals(0.2, last.head().embeddingDropout());
        assertEquals(found.schedule(), last.schedule());
        assertEquals(found.model(), last.model());
        assertEquals(LossRecipe.CostMatrix.class, last.loss().getClass());
        assertEquals("cost-matrix", last.name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: b, model: resnet18, settingsFrom: c} | settingsFrom must be the name of a row further up: a",
                "{name: b, model: cnn, weights: none, phases: [{train: all, epochs: 2}], settingsFrom: a, startFrom: a} | startFrom must be",
                "{name: b, model: resnet18, settingsFrom: a, schedule: {kind: plateau, maxLr: 1, momentum: 0, patience: 1, factor: 0.5, minLr: 0.4}} | minLr must be 0 to maxLr (0.25)"
            })
    void whatCannotBeTakenOverIsRefused(String row, String message) throws IOException {
        Recipe recipe =
                RecipeFiles.parse(folder, RecipeFiles.SETTINGS + ROWS + "  - " + row + "\n");
        RecipeException e = assertThrows(RecipeException.class, () -> RecipeCheck.check(recipe));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    private LossRecipe.CostMatrix loss(String cost) throws IOException {
        return (LossRecipe.CostMatrix)
                RecipeFiles.parse(
                                folder,
                                RecipeFiles.SETTINGS
                                        + "rows: [{model: resnet18, loss: {kind: cost-matrix, cost: "
                                        + cost
                                        + "}}]\n")
                        .rows()
                        .get(0)
                        .loss();
    }

    /** Three ways to say nearly the same, and a run keeps what a file said. */
    @Test
    void costsAreOfARowOfPairsOrOfAFile() throws IOException {
        double[][] row = {{1, 1, 1}, {10, 1, 10}, {1, 1, 1}};
        assertArrayEquals(row, loss("{History: 10}").cost().matrix(GENRES));
        double[][] pair = {{1, 1, 1}, {1, 1, 10}, {1, 1, 1}};
        assertArrayEquals(pair, loss("{History: {War: 10}}").cost().matrix(GENRES));
        Path file = folder.resolve("costs.csv");
        Files.writeString(file, ",War,Drama,History\nHistory,10,2,0.5\nDrama,0,3,1\nWar,1,1,1\n");
        LossRecipe.CostMatrix read = loss("'" + file + "'");
        double[][] whole = {{3, 1, 0}, {2, 0.5, 10}, {1, 1, 1}};
        assertArrayEquals(whole, read.cost().matrix(GENRES));
        Files.delete(file);
        ObjectMapper json = new ObjectMapper();
        assertEquals(read, json.readValue(json.writeValueAsString(read), LossRecipe.class));
        // History alone, a label that is not the highest: 10 times its cross-entropy.
        boolean[][] history = {{false, true, false}};
        float[][] logits = {{1, 0, 0}};
        double once = loss("{War: 10}").build(GENRES, new double[3]).evaluate(logits, history);
        double ten = loss("{History: 10}").build(GENRES, new double[3]).evaluate(logits, history);
        assertEquals(10 * once, ten, 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{History: -1} | cost of History must be a number of 0 to a million",
                "{History: {War: x}} | cost of History must be a number of 0 to a million",
                "{} | cost must be a label with a number",
                "none.csv | a CSV file of at most"
            })
    void costsThatAreNoneAreRefused(String cost, String message) {
        Exception e = assertThrows(RecipeException.class, () -> loss(cost));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void aLabelThatTheCorpusLacksIsNamed() throws IOException {
        LossRecipe.CostMatrix loss = loss("{Histroy: 10}");
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> loss.build(GENRES, new double[GENRES.size()]));
        assertEquals(
                "cost names the label 'Histroy', which the corpus does not have. Did you mean 'History'?",
                e.getMessage());
        Path file = folder.resolve("costs.csv");
        Files.writeString(file, ",War\nHistory,1,2\n");
        assertThrows(RecipeException.class, () -> loss("'" + file + "'"));
        Files.writeString(file, ",War\nHistory,dear\n");
        assertThrows(RecipeException.class, () -> loss("'" + file + "'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",War;History,1;War,1;History,2 | line 4 has the label 'History' a second time",
                ",War,History,War;History,1,1,2 | line 1 has the label 'War' a second time"
            })
    void aFileThatHasALabelTwiceIsRefused(String lines, String message) throws IOException {
        Path file = folder.resolve("costs.csv");
        Files.writeString(file, lines.replace(';', '\n'));
        Exception e = assertThrows(RecipeException.class, () -> loss("'" + file + "'"));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
