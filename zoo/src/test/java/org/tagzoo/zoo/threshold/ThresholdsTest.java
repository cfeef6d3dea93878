package org.tagzoo.zoo.threshold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.ScoreMatrix;

class ThresholdsTest {

    @Test
    void aScoreAtTheThresholdPasses() {
        ScoreMatrix scores =
                new ScoreMatrix(new float[][] {{0.35f, 0.5f}, {0.34f, 1f}}, new boolean[2][2]);
        Thresholds thresholds = new Thresholds(List.of(0.35, Thresholds.NEVER));
        boolean[][] predicted = thresholds.decide(scores).predicted();
        assertArrayEquals(new boolean[] {true, false}, predicted[0]);
        assertArrayEquals(new boolean[] {false, false}, predicted[1]);
        assertTrue(thresholds.predicts(0, 0.35f));
        assertFalse(thresholds.predicts(0, Math.nextDown(0.35f)));
        assertFalse(thresholds.predicts(1, 1f));
    }

    @Test
    void aThresholdOfZeroAttachesAll() {
        assertTrue(Thresholds.same(0, 3).predicts(2, 0f));
        assertTrue(Thresholds.same(0, 3).predicts(2, -0f));
    }

    @Test
    void otherNumbersAreRefused() {
        for (double value : new double[] {-0.01, 1.01, 3, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> Thresholds.same(value, 1));
        }
        ScoreMatrix scores = new ScoreMatrix(new float[1][2], new boolean[1][2]);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Thresholds.same(0.5, 3).decide(scores));
        assertEquals("Scores of 2 labels, thresholds of 3", e.getMessage());
    }
}
