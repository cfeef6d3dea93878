package org.tagzoo.zoo.score;

import java.util.Arrays;

/**
 * Logits to probabilities of classes that exclude each other: {@code exp(z_i) / sum_j exp(z_j)},
 * reckoned in doubles with the highest logit subtracted, so that none overflows, and rounded to a
 * float once. A row adds up to 1 but for the rounding of its floats.
 */
public final class Softmax {

    private Softmax() {}

    /**
     * Returns the probabilities of an image.
     *
     * @param logits {@code [L]}; one that is NaN makes all NaN
     * @return {@code [L]}, 0 to 1 each
     */
    public static float[] of(float[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (float z : logits) {
            max = Math.max(max, z);
        }
        double[] powers = new double[logits.length];
        for (int l = 0; l < powers.length; l++) {
            // An infinite one less itself would be no number.
            powers[l] = logits[l] == max ? 1 : Math.exp(logits[l] - max);
        }
        double sum = Arrays.stream(powers).sum();
        float[] scores = new float[powers.length];
        for (int l = 0; l < scores.length; l++) {
            scores[l] = (float) (powers[l] / sum);
        }
        return scores;
    }
}
