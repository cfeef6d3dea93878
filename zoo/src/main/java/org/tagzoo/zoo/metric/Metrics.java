package org.tagzoo.zoo.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Numbers by what they say, in the order in which they were given.
 *
 * @param values each metric that was computed
 */
public record Metrics(Map<Metric, Double> values) {

    /** No metric at all. */
    public static final Metrics NONE = new Metrics(Map.of());

    public Metrics {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns one metric. */
    public static Metrics of(Metric metric, double value) {
        return NONE.with(metric, value);
    }

    /** Returns the same with one metric more, or with another value of it. */
    public Metrics with(Metric metric, double value) {
        Map<Metric, Double> more = new LinkedHashMap<>(values);
        more.put(metric, value);
        return new Metrics(more);
    }

    /** Returns the same without a metric. */
    public Metrics without(Metric metric) {
        Map<Metric, Double> fewer = new LinkedHashMap<>(values);
        fewer.remove(metric);
        return new Metrics(fewer);
    }

    /**
     * Returns a metric.
     *
     * @throws IllegalArgumentException if it was not computed
     */
    public double get(Metric metric) {
        Double value = values.get(metric);
        if (value == null) {
            throw new IllegalArgumentException(
                    "There is no metric %s, only %s".formatted(metric, values.keySet()));
        }
        return value;
    }

    /** Returns a metric; empty if it was not computed. */
    public OptionalDouble find(Metric metric) {
        Double value = values.get(metric);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Returns them by their names in files, such as {@code f1 0.731, precision 0.722}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.3f", e.getKey().key(), e.getValue()))
                .collect(Collectors.joining(", "));
    }
}
