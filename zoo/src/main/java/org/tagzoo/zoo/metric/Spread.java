package org.tagzoo.zoo.metric;

import java.util.Arrays;

/**
 * What one figure came to in several runs that differ by their seed only.
 *
 * @param mean of the runs
 * @param min the least
 * @param max the most
 * @param standardDeviation of the sample, with {@code n - 1} below the fraction: as {@code
 *     numpy.std(ddof=1)}
 * @param n how many runs, at least 2: one run has no spread
 */
public record Spread(double mean, double min, double max, double standardDeviation, int n) {

    /**
     * Sums up runs; their order changes nothing but the last bits.
     *
     * @param figures one a run, at least 2, all finite
     * @throws IllegalArgumentException if there are fewer, or one is not finite
     */
    public static Spread of(double... figures) {
        if (figures.length < 2) {
            throw new IllegalArgumentException(
                    "A spread takes 2 runs or more, not " + figures.length);
        }
        for (double figure : figures) {
            if (!Double.isFinite(figure)) {
                throw new IllegalArgumentException("A run has the figure " + figure);
            }
        }
        int n = figures.length;
        double mean = Arrays.stream(figures).sum() / n;
        double squares = Arrays.stream(figures).map(f -> (f - mean) * (f - mean)).sum();
        return new Spread(
                mean,
                Arrays.stream(figures).min().orElseThrow(),
                Arrays.stream(figures).max().orElseThrow(),
                Math.sqrt(squares / (n - 1)),
                n);
    }
}
