package org.tagzoo.zoo.metric;

import java.util.Arrays;

/**
 * Two ends between which a figure is likely to lie.
 *
 * @param low the lower end
 * @param high the upper end, at least {@code low}
 */
public record Interval(double low, double high) {

    /**
     * Returns the middle part of some values, with an equal share left out at either end. Between
     * two values it interpolates in a straight line, as {@code numpy.percentile} does.
     *
     * @param values at least one; not changed
     * @param level the share to keep, 0 to 1, such as 0.95
     */
    static Interval ofMiddle(double[] values, double level) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Interval(
                quantile(sorted, (1 - level) / 2), quantile(sorted, 1 - (1 - level) / 2));
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }
}
