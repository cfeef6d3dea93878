package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;

class TopAccuracyTest {

    private static final float[][] SCORES = {{0.1f, 0.7f, 0.2f}, {0.4f, 0.2f, 0.4f}, {0, 0, 0}};
    private static final boolean[][] TARGETS = {
        {true, false, false}, {false, false, true}, {false, false, true}
    };

    /** Ranks are 2, 1 (the second of two equal ones) and 2 (the third of three). */
    @Test
    void equalScoresStandInTheirOrder() {
        assertEquals(0, TopAccuracy.hits(SCORES, TARGETS, 1));
        assertEquals(1, TopAccuracy.hits(SCORES, TARGETS, 2));
        assertEquals(3, TopAccuracy.hits(SCORES, TARGETS, 3));
        assertEquals(3, TopAccuracy.hits(SCORES, TARGETS, 9));
    }

    @Test
    void theShareIsOfAllImages() {
        assertEquals(1 / 3.0, TopAccuracy.of(new ScoreMatrix(SCORES, TARGETS), 2));
    }

    @Test
    void imagesWithoutExactlyOneClassAreRefused() {
        boolean[][] none = {{false, false, false}};
        assertThrows(IllegalArgumentException.class, () -> TopAccuracy.hits(SCORES, none, 1));
        assertThrows(IllegalArgumentException.class, () -> TopAccuracy.hits(SCORES, TARGETS, 0));
    }

    /**
     * 12 images of which 9 are right, alone and each three times; scipy 1.15.3's binomtest(9, 12).
     */
    @Test
    void theIntervalIsExactOrOfGroups() {
        ScoreMatrix alone = images(1);
        Interval exact = TopAccuracy.interval(alone, 1, IntStream.range(0, 12).toArray(), 7);
        assertEquals(0.4281415, exact.low(), 1e-7);
        assertEquals(0.9451394, exact.high(), 1e-7);
        ScoreMatrix thrice = images(3);
        int[] groups = IntStream.range(0, 36).map(n -> n / 3).toArray();
        boolean[][] given = new boolean[36][];
        for (int n = 0; n < 36; n++) {
            given[n] = new boolean[] {true, false};
        }
        Decisions decisions = new Decisions(given, thrice.targets());
        assertEquals(
                F1Intervals.ofGroups(decisions, groups, 7).micro(),
                TopAccuracy.interval(thrice, 1, groups, 7));
        assertEquals(new Interval(1, 1), TopAccuracy.interval(thrice, 2, groups, 7));
    }

    private static ScoreMatrix images(int times) {
        float[][] scores = new float[12 * times][];
        boolean[][] targets = new boolean[12 * times][];
        for (int n = 0; n < scores.length; n++) {
            scores[n] = new float[] {0.6f, 0.4f};
            boolean isRight = n / times < 9;
            targets[n] = new boolean[] {isRight, !isRight};
        }
        return new ScoreMatrix(scores, targets);
    }
}
