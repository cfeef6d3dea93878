package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.ThresholdChoice;

class ThresholdSectionTest {

    /** A label that half of the images have, told apart without fail, and one that few have. */
    private static ScoreMatrix scores(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] scores = new float[200][2];
        boolean[][] targets = new boolean[200][2];
        for (int n = 0; n < 200; n++) {
            targets[n] = new boolean[] {n % 2 == 0, n % 50 == 0};
            for (int l = 0; l < 2; l++) {
                scores[n][l] = (float) (random.nextDouble() / 2 + (targets[n][l] ? 0.5 : 0));
            }
        }
        return new ScoreMatrix(scores, targets);
    }

    private static RowThresholds of(String choice) {
        return RowThresholds.of(
                new ThresholdChoice(choice),
                List.of("day", "fog"),
                scores(1),
                IntStream.range(0, 200).toArray(),
                scores(2),
                1);
    }

    private static String html(RowThresholds thresholds) throws IOException {
        StringBuilder out = new StringBuilder();
        Html.render(ThresholdSection.of(thresholds), out);
        return out.toString();
    }

    @Test
    void promisesAreShownWithWhatTheyComeToOnTest() throws IOException {
        RowThresholds found = of("recall:0.9");
        assertEquals(100, found.labels().get(0).test().support());
        assertTrue(found.labels().get(0).threshold().isPromised());
        assertEquals(104, found.together().support());
        String page = html(found);
        assertTrue(page.contains("recall of at least 0.9"), page);
        assertTrue(page.contains("kept in"), page);
        assertTrue(page.contains("<td>promised</td>"), page);
        assertTrue(page.contains("can&#x27;t be promised: 4 validation images, not 36"), page);
    }

    @Test
    void otherGoalsPromiseNothing() throws IOException {
        String page = html(of("per-label"));
        assertTrue(page.contains("Chosen on validation for the best micro F1. "), page);
        assertTrue(page.contains("95% of"), page);
        assertTrue(page.contains("may not fit others: 4 validation images, not 20"), page);
        assertFalse(page.contains("promise"), page);
    }
}
