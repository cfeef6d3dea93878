package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;

class RowRecipeTest {

    private static RowRecipe row(String recipe, String name) {
        Corpus corpus =
                new Corpus("csv:x", new LabelSet(List.of("a")), List.of(), List.of(), List.of());
        return new TaskChoice(corpus, Optional.empty())
                .choose(RecipeReader.read(recipe)).recipe().rows().stream()
                        .filter(row -> row.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    /** Lines of recipe, row and the text that the code wrote before rows had a task. */
    @Test
    void theTextByWhichCheckpointsAreKnownIsThatOfBefore() throws IOException {
        int lines = 0;
        try (InputStream in = RowRecipeTest.class.getResourceAsStream("training-texts.txt")) {
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                List<String> cells = List.of(line.split("\t", -1));
                RowRecipe row = row(cells.get(0), cells.get(1));
                assertEquals(cells.get(2), row.trainingText());
                assertEquals("tags", row.task());
                lines++;
            }
        }
        assertEquals(6, lines);
    }

    @Test
    void classesStandInTheText() {
        RowRecipe row = row("quick", "ff1");
        RowRecipe classes =
                row.predicting(Classes.INSTANCE, new LossRecipe.SoftmaxCrossEntropy(false, 0));
        assertTrue(classes.trainingText().contains(", task=classes, "), classes.trainingText());
        assertEquals(Classes.INSTANCE, classes.predicts());
        assertEquals(Tags.INSTANCE, row.predicts());
    }
}
