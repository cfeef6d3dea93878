package org.tagzoo.app.report;

import java.util.List;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.metric.Spread;

/**
 * What a row's networks came to in cross-validation.
 *
 * @param folds the metrics of each fold's test part, in the order of the folds; at least 2, all
 *     with the same metrics
 */
public record FoldMetrics(List<Metrics> folds) {

    public FoldMetrics {
        folds = List.copyOf(folds);
        Check.atLeast("the number of folds", folds.size(), 2);
    }

    /** Returns how many folds there are. */
    public int count() {
        return folds.size();
    }

    /** Returns a metric of each fold. */
    public double[] values(Metric metric) {
        return folds.stream().mapToDouble(fold -> fold.get(metric)).toArray();
    }

    /** Returns a metric's mean and deviation over the folds. */
    public Spread spread(Metric metric) {
        return Spread.of(values(metric));
    }

    /** Returns the means over the folds, in the order of the metrics. */
    public Metrics mean() {
        Metrics mean = Metrics.NONE;
        for (Metric metric : folds.get(0).values().keySet()) {
            mean = mean.with(metric, spread(metric).mean());
        }
        return mean;
    }
}
