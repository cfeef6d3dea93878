package org.tagzoo.zoo.metric;

/**
 * How decisions meet the truth, counted over the images of one label, over the labels of one image,
 * or over all of both. Counts need not be whole numbers: an expected count is one too.
 *
 * <p>A ratio whose denominator is zero is 0.
 *
 * @param truePositives predicted and true, at least 0
 * @param falsePositives predicted, not true, at least 0
 * @param falseNegatives true, not predicted, at least 0
 */
public record Counts(double truePositives, double falsePositives, double falseNegatives) {

    /** Returns the counts of so many hits among the predicted and among the true. */
    public static Counts ofHits(double hits, double predicted, double support) {
        return new Counts(hits, predicted - hits, support - hits);
    }

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

    /** Returns how many were predicted. */
    public double predicted() {
        return truePositives + falsePositives;
    }

    /** Returns TP / (TP + FP); 0 if nothing was predicted. */
    public double precision() {
        return ratio(truePositives, predicted());
    }

    /** Returns TP / (TP + FN); 0 if nothing is true. */
    public double recall() {
        return ratio(truePositives, support());
    }

    /** Returns 2 TP / (2 TP + FP + FN); 0 if nothing was predicted and nothing is true. */
    public double f1() {
        return ratio(2 * truePositives, predicted() + support());
    }

    /** Returns precision, recall and F1. */
    public PrecisionRecallF1 metrics() {
        return new PrecisionRecallF1(precision(), recall(), f1());
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
