package org.tagzoo.zoo.score;

/**
 * Logits to scores: {@code 1 / (1 + exp(-z))}, reckoned in doubles and rounded to a float once, so
 * that the same logit gives the same score wherever it is asked for.
 */
public final class Sigmoid {

    private Sigmoid() {}

    /** Returns the score of a logit, 0 to 1; NaN stays NaN. */
    public static float of(float logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }

    /** Returns the scores of logits, {@code [N, L]} each. */
    public static float[][] of(float[][] logits) {
        float[][] scores = new float[logits.length][];
        for (int n = 0; n < logits.length; n++) {
            scores[n] = new float[logits[n].length];
            for (int label = 0; label < logits[n].length; label++) {
                scores[n][label] = of(logits[n][label]);
            }
        }
        return scores;
    }
}
