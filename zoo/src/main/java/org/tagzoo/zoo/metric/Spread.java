package org.tagzoo.zoo.metric;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.tagzoo.datasets.check.Check;

/**
 * What one metric came to in several runs that differ by their seed only.
 *
 * @param mean of the runs
 * @param min the least
 * @param max the most
 * @param standardDeviation of the sample, with {@code n - 1} below the fraction: as {@code
 *     numpy.std(ddof=1)}
 * @param n how many runs, at least 2: one run has no spread, and no interval
 */
@JsonIgnoreProperties(
        value = {"level", "margin"},
        allowGetters = true)
// the virtual machine lists methods in no fixed order, and JSON keeps its bytes
@JsonPropertyOrder({"mean", "min", "max", "standardDeviation", "n", "level", "margin"})
public record Spread(double mean, double min, double max, double standardDeviation, int n) {

    /** How near the quantile of Student's t comes; the library's usual 1e-9 is too coarse. */
    private static final double ACCURACY = 1e-15;

    public Spread {
        Check.atLeast("n, the runs of a spread,", n, 2);
    }

    /**
     * Sums up runs; their order changes nothing but the last bits.
     *
     * @param values one a run, at least 2, all finite
     * @throws IllegalArgumentException if there are fewer, or one is not finite
     */
    public static Spread of(double... values) {
        Arrays.stream(values)
                .forEach(v -> Check.that(Double.isFinite(v), "a run's metric", "finite", v));
        DescriptiveStatistics statistics = new DescriptiveStatistics(values);
        return new Spread(
                statistics.getMean(),
                statistics.getMin(),
                statistics.getMax(),
                statistics.getStandardDeviation(),
                values.length);
    }

    /** Returns the level of the interval, 0.95. */
    @JsonProperty("level")
    public double level() {
        return Interval.LEVEL;
    }

    /**
     * Returns how far the 95% t interval of the mean reaches to either side: {@code t(n - 1, 0.975)
     * * standardDeviation / sqrt(n)}. It takes the runs as independent draws from a normal
     * distribution; it says what other seeds would give on average, not what other images would.
     */
    @JsonProperty("margin")
    public double margin() {
        return new TDistribution(null, n - 1, ACCURACY)
                        .inverseCumulativeProbability(1 - Interval.TAIL)
                * standardDeviation
                / Math.sqrt(n);
    }
}
