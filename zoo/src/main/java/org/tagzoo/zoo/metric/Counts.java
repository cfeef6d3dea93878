package org.tagzoo.zoo.metric;

/**
 * How decisions meet the truth, counted over the images of one label, over the labels of one image,
 * or over all of both. Counts need not be whole numbers: an expected count is one too.
 *
 * <p>A ratio whose denominator is zero is 0.
 *
 * @param truePositives attached and true, at least 0
 * @param falsePositives attached, not true, at least 0
 * @param falseNegatives true, not attached, at least 0
 */
public record Counts(double truePositives, double falsePositives, double falseNegatives) {

    /** Returns both counts together, such as those of two batches. */
    public Counts plus(Counts other) {
        return new Counts(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives);
    }

    /** Returns how many are true. */
    public double support() {
        return truePositives + falseNegatives;
    }

    /** Returns how many were attached. */
    public double attached() {
        return truePositives + falsePositives;
    }

    /** Returns TP / (TP + FP); 0 if nothing was attached. */
    public double precision() {
        return ratio(truePositives, attached());
    }

    /** Returns TP / (TP + FN); 0 if nothing is true. */
    public double recall() {
        return ratio(truePositives, support());
    }

    /** Returns 2 TP / (2 TP + FP + FN); 0 if nothing was attached and nothing is true. */
    public double f1() {
        return ratio(2 * truePositives, attached() + support());
    }

    /** Returns precision, recall and F1. */
    public PrecisionRecallF1 figures() {
        return new PrecisionRecallF1(precision(), recall(), f1());
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
