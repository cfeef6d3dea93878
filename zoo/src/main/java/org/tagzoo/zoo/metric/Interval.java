package org.tagzoo.zoo.metric;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.tagzoo.datasets.check.Check;

/**
 * Two ends between which a value is likely to lie.
 *
 * @param low the lower end
 * @param high the upper end, at least {@code low}
 */
public record Interval(double low, double high) {

    /** The share of values that an interval holds. */
    public static final double LEVEL = 0.95;

    /** What is left out at either end. */
    static final double TAIL = (1 - LEVEL) / 2;

    /**
     * Returns the middle 95% of some values. Between two values it interpolates in a straight line,
     * as {@code numpy.percentile} does.
     *
     * @param values at least one; not changed
     */
    public static Interval ofMiddle(double[] values) {
        Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        percentile.setData(values);
        return new Interval(percentile.evaluate(100 * TAIL), percentile.evaluate(100 * (1 - TAIL)));
    }

    /**
     * Returns the exact interval of a share (Clopper and Pearson 1934), as scipy's {@code
     * binomtest(...).proportion_ci()}.
     *
     * @param hits 0 to {@code of}
     * @param of 1 or more
     */
    public static Interval ofShare(int hits, int of) {
        Check.within("images", of, 1, Integer.MAX_VALUE);
        Check.within("hits", hits, 0, of);
        // The quantile of no hits, and of hits alone, is not defined.
        double low = hits == 0 ? 0 : quantile(hits, of - hits + 1, TAIL);
        double high = hits == of ? 1 : quantile(hits + 1, of - hits, 1 - TAIL);
        return new Interval(low, high);
    }

    private static double quantile(int alpha, int beta, double p) {
        return new BetaDistribution(null, alpha, beta, 1e-15).inverseCumulativeProbability(p);
    }
}
