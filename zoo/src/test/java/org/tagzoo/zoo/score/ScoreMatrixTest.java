package org.tagzoo.zoo.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tagzoo.datasets.label.LabelSet;

/** What fits together, and what does not, and tags as lines. */
class ScoreMatrixTest {

    private static void refused(String message, Executable made) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, made).getMessage());
    }

    @Test
    void rowsOfOtherLengthsAndScoresOutOfRangeAreRefused() {
        float[][] scores = {{0, 1}, {0.5f, 0.25f}};
        ScoreMatrix matrix = new ScoreMatrix(scores, new boolean[2][2]);
        assertEquals(2, matrix.images());
        assertEquals(2, matrix.labels());
        refused(
                "2 rows of scores, 1 rows of targets",
                () -> new ScoreMatrix(scores, new boolean[1][2]));
        refused(
                "Row 0 has 2 scores and 3 targets, row 0 has 2 scores",
                () -> new ScoreMatrix(scores, new boolean[2][3]));
        refused(
                "Row 1 has a score of 1.5, not in 0 to 1",
                () -> new ScoreMatrix(new float[][] {{0}, {1.5f}}, new boolean[2][1]));
        refused(
                "2 rows of decisions, 0 rows of targets",
                () -> new Decisions(new boolean[2][2], new boolean[0][]));
        refused(
                "Row 1 has 1 decisions and 2 targets, row 0 has 2 decisions",
                () -> new Decisions(new boolean[][] {{true, true}, {true}}, new boolean[2][2]));
    }

    @Test
    void withoutImagesThereAreNoLabels() {
        assertEquals(0, new ScoreMatrix(new float[0][], new boolean[0][]).labels());
        assertEquals(0, new Decisions(new boolean[0][], new boolean[0][]).labels());
    }

    @Test
    void predictionsAreALineAnImage() throws IOException {
        StringBuilder out = new StringBuilder();
        PredictionsCsv csv = new PredictionsCsv(out, new LabelSet(List.of("sea", "sky")), "tags");
        csv.printHeader();
        csv.print("a,b.png", new float[] {0.25f, 1}, new boolean[] {true, true});
        csv.print("c.png", new float[] {0, 0.1f}, new boolean[] {false, false});
        assertEquals(
                """
                image,score:sea,score:sky,tags
                "a,b.png",0.25,1.0,sea;sky
                c.png,0.0,0.1,
                """,
                out.toString());
        refused(
                "the number of scores of image 'd' must be 2, as there are labels, but is 1",
                () -> csv.print("d", new float[1], new boolean[2]));
    }
}
