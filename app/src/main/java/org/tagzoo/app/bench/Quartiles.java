package org.tagzoo.app.bench;

import java.util.Arrays;

/**
 * What several measurements of one thing came to.
 *
 * @param median half of them are below
 * @param lower a quarter of them are below
 * @param upper a quarter of them are above
 * @param count how many there were, at least 1
 */
public record Quartiles(double median, double lower, double upper, int count) {

    /**
     * Sums measurements up.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Quartiles of(double... measured) {
        return new Quartiles(
                percentile(measured, 50),
                percentile(measured, 25),
                percentile(measured, 75),
                measured.length);
    }

    /**
     * Returns the value below which so many percent lie, between two measurements in proportion, as
     * {@code numpy.percentile} does.
     *
     * @param measured in any order, at least one
     * @param percent 0 to 100
     */
    static double percentile(double[] measured, double percent) {
        if (measured.length == 0) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        double[] sorted = measured.clone();
        Arrays.sort(sorted);
        double place = percent / 100 * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Returns these with all values multiplied. */
    Quartiles times(double factor) {
        return new Quartiles(median * factor, lower * factor, upper * factor, count);
    }
}
