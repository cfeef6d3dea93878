package org.tagzoo.zoo.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Scores of logits against scipy.special.expit and softmax of float64, rounded to float32. */
class ActivationTest {

    @Test
    void sigmoidEqualsSciPys() {
        float[] logits = {-20, -2, -0.5f, 0, 0.5f, 2, 20, Float.NEGATIVE_INFINITY, 1e30f};
        float[] expected = {
            2.0611537e-09f, 0.11920292f, 0.37754068f, 0.5f, 0.62245935f, 0.8807971f, 1, 0, 1
        };
        for (int i = 0; i < logits.length; i++) {
            assertEquals(expected[i], Sigmoid.of(logits[i]), "of " + logits[i]);
        }
        assertTrue(Float.isNaN(Sigmoid.of(Float.NaN)));
        assertArrayEquals(new float[] {0.5f, 0.8807971f}, Sigmoid.of(new float[][] {{0, 2}})[0]);
    }

    @Test
    void softmaxEqualsSciPys() {
        assertArrayEquals(
                new float[] {0.09003057f, 0.24472848f, 0.66524094f},
                Softmax.of(new float[] {1, 2, 3}));
        assertArrayEquals(new float[] {0.5f, 0.5f}, Softmax.of(new float[] {1e30f, 1e30f}));
        assertArrayEquals(new float[] {0, 1}, Softmax.of(new float[] {-1e30f, 88}));
        assertArrayEquals(new float[] {0, 1}, Softmax.of(new float[] {5, Float.POSITIVE_INFINITY}));
        assertArrayEquals(new float[] {1}, Softmax.of(new float[] {-3}));
        for (float score : Softmax.of(new float[] {1, Float.NaN})) {
            assertTrue(Float.isNaN(score));
        }
    }
}
