package org.tagzoo.zoo.task;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;

/**
 * A metric and how it is computed: one entry in a task's list, from which the table's column, the
 * files and the report follow.
 */
record ComputedMetric(Metric metric, ToDoubleFunction<PartScores> value) {

    /** Computes all, in their order. */
    static Metrics all(List<ComputedMetric> list, PartScores parts) {
        Metrics metrics = Metrics.NONE;
        for (ComputedMetric computed : list) {
            metrics = metrics.with(computed.metric, computed.value.applyAsDouble(parts));
        }
        return metrics;
    }
}
