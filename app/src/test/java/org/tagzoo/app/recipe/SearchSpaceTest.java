package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceTest {

    private static final String DRAWN =
            """
            by: validation-map, trials: 200, rungs: [1, 3],
            settings: {
              schedule.maxLr: {logUniform: [0.001, 1]},
              head.dropout: {uniform: [0, 0.5]},
              batchSize: {uniform: [8, 10]},
              loss.posWeight: [true, false]}""";

    @TempDir Path folder;

    private RowRecipe row(String search) throws IOException {
        Path file = folder.resolve("searched.yaml");
        Files.writeString(
                file, RecipeFiles.SETTINGS + "rows: [{model: resnet50, search: {" + search + "}}]");
        return RecipeReader.read(file.toString()).rows().get(0);
    }

    private static String text(Map<String, JsonNode> trial) {
        return trial.toString();
    }

    @Test
    void drawnValuesLieInTheirRangesAndAreRoundedAsTheirSettingIs() throws IOException {
        RowRecipe row = row(DRAWN);
        SearchSpace space = new SearchSpace(row);
        assertEquals(200, space.count());
        int below = 0;
        Set<Integer> sizes = new HashSet<>();
        for (int n = 1; n <= 200; n++) {
            RowRecipe trial = space.row(space.trial(n, 7));
            assertNull(trial.search());
            double rate = trial.schedule().maxLr();
            assertTrue(rate >= 0.001 && rate <= 1, "" + rate);
            assertEquals(rate, Double.parseDouble("%.3e".formatted(rate)), 0);
            below += rate < 0.0316 ? 1 : 0;
            assertTrue(trial.head().dropout() <= 0.5);
            sizes.add(trial.batchSize());
        }
        assertEquals(Set.of(8, 9, 10), sizes);
        // Half of a logarithmic range lies below its geometric mean: 100 +- 3 standard deviations.
        assertTrue(below > 78 && below < 122, "" + below);
    }

    @Test
    void whatASettingGetsHangsOnSeedAndTrialAndNotOnOtherSettings() throws IOException {
        SearchSpace space = new SearchSpace(row(DRAWN));
        String few =
                "by: validation-map, trials: 3, settings: {schedule.maxLr: {logUniform: [0.001, 1]}}";
        SearchSpace alone = new SearchSpace(row(few));
        for (int n = 1; n <= 3; n++) {
            assertEquals(text(space.trial(n, 7)), text(space.trial(n, 7)));
            assertEquals(
                    space.trial(n, 7).get("schedule.maxLr"),
                    alone.trial(n, 7).get("schedule.maxLr"));
            assertFalse(text(space.trial(n, 7)).equals(text(space.trial(n, 8))));
        }
    }

    @Test
    void withoutANumberOfTrialsEachCombinationIsOne() throws IOException {
        RowRecipe row =
                row(
                        """
                        by: validation-f1, settings: {
                          head.hidden: [[], [64]], epochs: [2, 4], phases.1.rateFactors: [null, {head: 2}],
                          optimizer: [{kind: adam, weightDecay: 0, beta1: null, beta2: null, epsilon: null},
                                      {kind: sgd, nesterov: false, weightDecay: 0, dampening: 0}]}""");
        SearchSpace space = new SearchSpace(row);
        assertEquals(16, space.count());
        Set<RowRecipe> rows = new HashSet<>();
        for (int n = 1; n <= 16; n++) {
            rows.add(space.row(space.trial(n, 1)));
        }
        assertEquals(16, rows.size());
        assertEquals(
                Set.of(2, 4), Set.copyOf(rows.stream().map(RowRecipe::epochs).distinct().toList()));
        assertEquals(
                List.of(0L, 8L),
                List.of(
                        rows.stream().filter(r -> r.head().hidden().isEmpty()).count() - 8,
                        rows.stream()
                                .filter(r -> r.phases().get(0).multipliers().containsKey("head"))
                                .count()));
        RecipeCheck.check(RecipeReader.read(folder.resolve("searched.yaml").toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "by: validation-map, settings: {schedule.maxlr: [0.1]} | 'schedule.maxlr' is unknown, did you mean 'maxLr'?",
                "by: validation-map, settings: {shedule.maxLr: [0.1]} | settings that the row has, such as schedule.maxLr or phases.1.epochs, but is shedule.maxLr",
                "by: validation-map, settings: {schedule.maxLr: [0.1, -1]} | maxLr must be above 0",
                "by: validation-map, settings: {batchSize: [fast]} | 'batchSize' must be a whole number",
                "by: validation-map, settings: {batchSize: []} | must be a list of values, {uniform: [from, to]}",
                "by: validation-map, settings: {batchSize: {uniform: [1, 9]}} | search.trials must be the number of trials where values are drawn, as for batchSize",
                "by: validation-map, trials: 2, settings: {schedule.maxLr: {logUniform: [0, 1]}} | above 0 where it is logUniform",
                "by: validation-map, rungs: [1, 2], settings: {epochs: [1, 2]} | other settings where search.rungs gives the epochs",
                "by: validation-map, settings: {batchSize: [8]}, always: [{shedule.maxLr: 1}] | settings that the row has, such as schedule.maxLr or phases.1.epochs, but is shedule.maxLr",
                "by: validation-map, settings: {batchSize: [8]}, always: [{batchSize: 0}] | batchSize must be",
                "by: validation-map, rungs: [1, 2], settings: {batchSize: [8]}, always: [{epochs: 3}] | other settings where search.rungs gives the epochs",
                "by: validation-map, settings: {batchSize: [8]}, always: [{}] | always must be 100 trials at most, of one setting or more each",
                "by: validation-map, settings: {name: [a, b]} | settings that a trial may change",
                "by: validation-map, rungs: [3, 1], settings: {batchSize: [8]} | rungs must be epochs of 1 to 10000, ascending",
                "by: validation-loss, folds: 3, settings: {batchSize: [8]} | by must be a metric other than the loss",
                "by: test-f1, settings: {batchSize: [8]} | 'search.by' must be",
                "settings: {batchSize: [8]} | 'search.by' must be one of validation-loss",
                "by: validation-map, settings: {phases.2.epochs: [8]} | settings that the row has",
            })
    void whatNoTrialCanBeIsRefusedWithFileAndRow(String search, String why) {
        RecipeException error = assertThrows(RecipeException.class, () -> row(search));
        assertTrue(
                error.getMessage().startsWith("Recipe '" + folder.resolve("searched.yaml")),
                error.getMessage());
        assertTrue(error.getMessage().contains("row 'resnet50'"), error.getMessage());
        assertTrue(error.getMessage().contains(why), error.getMessage());
    }

    /** What only the network can tell. */
    @Test
    void aStageThatIsNoneIsRefusedBeforeAnythingIsTrained() throws IOException {
        row("by: validation-map, settings: {phases.1.train: [head, layer9]}");
        Recipe recipe = RecipeReader.read(folder.resolve("searched.yaml").toString());
        RecipeException error =
                assertThrows(RecipeException.class, () -> RecipeCheck.check(recipe));
        assertTrue(error.getMessage().contains("layer9"), error.getMessage());
    }
}
