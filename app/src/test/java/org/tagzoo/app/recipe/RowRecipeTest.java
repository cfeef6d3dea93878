package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.finetune.PseudoLabels;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;

class RowRecipeTest {

    private static final String TEST_RECIPES = "src/test/resources/org/tagzoo/app/recipe/";

    private static RowRecipe row(String recipe, String name) {
        Corpus corpus =
                new Corpus("csv:x", new LabelSet(List.of("a")), List.of(), List.of(), List.of());
        return new TaskChoice(corpus, Optional.empty())
                .choose(RecipeReader.read(recipe)).recipe().rows().stream()
                        .filter(row -> row.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<List<String>> lines(String resource) throws IOException {
        try (InputStream in = RowRecipeTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> List.of(line.split("\t", -1)))
                    .toList();
        }
    }

    /** Lines of recipe, row and the text that the code wrote before rows had a task. */
    @Test
    void theTextByWhichCheckpointsAreKnownIsThatOfBefore() throws IOException {
        List<List<String>> lines = lines("training-texts.txt");
        for (List<String> cells : lines) {
            RowRecipe row = row(cells.get(0), cells.get(1));
            assertEquals(cells.get(2), row.trainingText());
            assertEquals("tags", row.task());
        }
        assertEquals(6, lines.size());
    }

    /**
     * Lines of recipe, row and text as 46cf051 wrote them: all recipes that it had, and all kinds
     * of parts. Its quick is plain now.
     */
    @Test
    void theTextOfEveryRowStays() throws IOException {
        List<String> texts = new ArrayList<>();
        List<String> recipes = new ArrayList<>(RecipeReader.NAMES);
        recipes.removeAll(
                List.of(
                        "quick",
                        "frontier",
                        "best",
                        "best-of-all",
                        "best-search",
                        "head-ablation",
                        "head-attention",
                        "pseudo-labels",
                        "cross-modal",
                        "posters-one-genre",
                        "posters-multi",
                        "genres-32px",
                        "lesson-7",
                        "lesson-7-boxes"));
        recipes.addAll(List.of(TEST_RECIPES + "proof.yaml", TEST_RECIPES + "kinds.yaml"));
        for (String recipe : recipes) {
            for (RowRecipe row : RecipeReader.read(recipe).rows()) {
                String name = recipe.replace(TEST_RECIPES, "");
                texts.add(String.join("\t", name, row.name(), row.trainingText()));
            }
        }
        assertEquals(
                lines("row-texts.txt").stream().map(cells -> String.join("\t", cells)).toList(),
                texts);
    }

    /** A line each, as 46cf051 wrote them to a run's config.json. */
    @Test
    void everyKindIsReadAndWrittenAsJson() throws IOException {
        List<RowRecipe> rows = RecipeReader.read(TEST_RECIPES + "kinds.yaml").rows();
        List<List<String>> lines = lines("kinds.jsonl");
        assertEquals(rows.size(), lines.size());
        for (int i = 0; i < rows.size(); i++) {
            String line = lines.get(i).get(0);
            assertEquals(line, CheckedJson.line(rows.get(i)));
            byte[] json = line.getBytes(StandardCharsets.UTF_8);
            assertEquals(rows.get(i), CheckedJson.JSON.parse(json, "a row", RowRecipe.class));
        }
    }

    /** 10 epochs of the head and 3 of a stage become 13 of everything, from random values. */
    @Test
    void aRowFromRandomWeightsTrainsEverything() {
        RowRecipe row = row("fine-tune", "last-stage").fromRandomWeights();
        assertEquals("last-stage-random-weights", row.name());
        assertEquals(RowRecipe.NO_WEIGHTS, row.weights());
        assertEquals(List.of(PhaseRecipe.of(Phase.ALL, 13)), row.phases());
        assertEquals(0, row.views());
        assertEquals(row.lastPhase(), row.phases().get(0));
        HeadRecipe head = row("best-linear", "resnet50").fromRandomWeights().head();
        assertEquals(new HeadRecipe(List.of(), 0, false), head);
        PseudoLabels labels = new PseudoLabels(0.5, false, 0.9);
        assertEquals(
                List.of(
                        PhaseRecipe.of(Phase.ALL, 20),
                        new PhaseRecipe(Phase.ALL, 20, null, null, null, labels)),
                row("pseudo-labels", "hard").fromRandomWeights().phases());
    }

    /** It is a setting of a head that standardises, in the text of the training if it is given. */
    @Test
    void standardisedFeaturesHaveADeviation() {
        HeadRecipe head = new HeadRecipe(List.of(), 0, true);
        RowRecipe row = row("best-linear", "resnet50");
        RowRecipe plain = row.with(Map.of("head", head));
        HeadRecipe quarter = RecordCopy.with(head, Map.of("deviation", 0.25));
        RowRecipe scaled = row.with(Map.of("head", quarter));
        assertFalse(plain.trainingText().contains("deviation"), plain.trainingText());
        assertTrue(scaled.trainingText().contains("deviation=0.25"), scaled.trainingText());
        assertEquals(row.fromRandomWeights().head(), scaled.fromRandomWeights().head());
        assertEquals(
                "deviation must be left out, as standardized is false, but is 0.25",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> RecordCopy.with(quarter, Map.of("standardized", false)))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordCopy.with(head, Map.of("deviation", 0.0)));
    }

    @Test
    void classesStandInTheText() {
        RowRecipe row = row("quick", "ff1");
        RowRecipe classes =
                row.predicting(
                        Classes.INSTANCE, new LossRecipe.SoftmaxCrossEntropy(ClassWeights.NONE, 0));
        assertTrue(classes.trainingText().contains(", task=classes, "), classes.trainingText());
        assertEquals(Classes.INSTANCE, classes.predicts());
        assertEquals(Tags.INSTANCE, row.predicts());
    }
}
