package org.tagzoo.zoo.calibration;

/** The number whose sigmoid a score is: {@code ln(p / (1 - p))}. */
final class Logit {

    /**
     * Scores nearer to 0 or 1 count as this near: a float below 1 comes no nearer, and without a
     * limit a single score of 0 would be infinitely far away.
     */
    private static final double LEAST = 0x1p-24;

    private Logit() {}

    /** Returns the logit of a score, -16.64 to 16.64. */
    static double of(float score) {
        double p = Math.min(Math.max(score, LEAST), 1 - LEAST);
        return Math.log(p / (1 - p));
    }
}
