package org.tagzoo.zoo.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Metrics by what they measure, in the order of {@link Metric}.
 *
 * @param values each metric that was computed
 */
public record Metrics(Map<Metric, Double> values) {

    public Metrics {
        Map<Metric, Double> ordered = new EnumMap<>(Metric.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
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
                    "There is no %s, only %s".formatted(metric, values.keySet()));
        }
        return value;
    }
}
