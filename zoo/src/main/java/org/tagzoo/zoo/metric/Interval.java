package org.tagzoo.zoo.metric;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;

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
    static Interval ofMiddle(double[] values) {
        Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        percentile.setData(values);
        return new Interval(percentile.evaluate(100 * TAIL), percentile.evaluate(100 * (1 - TAIL)));
    }
}
