package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
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
}
