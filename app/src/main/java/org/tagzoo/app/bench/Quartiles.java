package org.tagzoo.app.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.tagzoo.datasets.check.Check;

/**
 * What several measurements of one thing came to; between two of them in proportion, as {@code
 * numpy.percentile} does.
 *
 * @param median half of them are below
 * @param lower a quarter of them are below
 * @param upper a quarter of them are above
 * @param count how many there were, at least 1
 */
public record Quartiles(
        double median, double lower, double upper, @JsonProperty("rounds") int count) {

    /**
     * How long single calls took, in milliseconds.
     *
     * @param median half of them took less
     * @param p99 one in a hundred took longer; of fewer than 100 calls, nearly the longest
     * @param calls how many there were, at least 1
     */
    public record Latency(double median, double p99, int calls) {

        static Latency of(double... millis) {
            Percentile all = percentile(millis);
            return new Latency(all.evaluate(50), all.evaluate(99), millis.length);
        }
    }

    /**
     * Sums measurements up.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Quartiles of(double... measured) {
        Percentile all = percentile(measured);
        return new Quartiles(all.evaluate(50), all.evaluate(25), all.evaluate(75), measured.length);
    }

    private static Percentile percentile(double... measured) {
        Check.atLeast("The number of measurements", measured.length, 1);
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(measured);
        return percentile;
    }

    /** Returns these with all values multiplied. */
    Quartiles times(double factor) {
        return new Quartiles(median * factor, lower * factor, upper * factor, count);
    }
}
