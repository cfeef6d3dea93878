package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.ScoreMatrix;

class TestLossTest {

    /** By hand; a class that is held impossible counts as Keras's least probability. */
    @Test
    void isTheMeanOverTheTrueClasses() {
        float[][] scores = {{0.5f, 0.25f, 0.25f}, {0.5f, 0.25f, 0.25f}, {1, 0, 0}};
        boolean[][] targets = {{true, false, false}, {false, false, true}, {false, true, false}};
        double expected = (Math.log(2) + Math.log(4) + Math.log(1e7)) / 3;
        assertEquals(expected, TestLoss.of(new ScoreMatrix(scores, targets)), 1e-12);
    }
}
