package org.tagzoo.zoo.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * When training stops before its last epoch, and which epoch's weights are kept: those of the best
 * so far, not of the one before.
 *
 * @param metric what is watched on the validation part
 * @param patience how many epochs in a row may pass without a better one before training stops, at
 *     least 1
 * @param minimumChange by how much an epoch must be better than the best so far to count, at least
 *     0; exactly as much does not count
 */
public record EarlyStopping(Metric metric, int patience, double minimumChange) {

    /** What can be watched. */
    @SuppressWarnings("ImmutableEnumChecker") // a metric is a record of texts
    public enum Metric {
        @JsonProperty("validation-loss")
        VALIDATION_LOSS(null),
        @JsonProperty("validation-f1")
        VALIDATION_F1(org.tagzoo.zoo.metric.Metric.MICRO_F1),
        @JsonProperty("validation-macro-f1")
        VALIDATION_MACRO_F1(org.tagzoo.zoo.metric.Metric.MACRO_F1),
        @JsonProperty("validation-label-accuracy")
        VALIDATION_LABEL_ACCURACY(org.tagzoo.zoo.metric.Metric.LABEL_ACCURACY),
        @JsonProperty("validation-map")
        VALIDATION_MEAN_AVERAGE_PRECISION(org.tagzoo.zoo.metric.Metric.MEAN_AVERAGE_PRECISION),
        @JsonProperty("validation-top1")
        VALIDATION_TOP_1(org.tagzoo.zoo.metric.Metric.TOP_1);

        private final org.tagzoo.zoo.metric.Metric metric;

        Metric(org.tagzoo.zoo.metric.Metric metric) {
            this.metric = metric;
        }

        /** Returns the metric of a task that this is; empty for the loss, which every task has. */
        public Optional<org.tagzoo.zoo.metric.Metric> metric() {
            return Optional.ofNullable(metric);
        }

        /** Returns whether lower is better. */
        public boolean isLoss() {
            return this == VALIDATION_LOSS;
        }

        /**
         * Returns the metric of an epoch.
         *
         * @throws IllegalArgumentException if the task has no such metric
         */
        public double value(EpochMetrics epoch) {
            return isLoss() ? epoch.validationLoss() : epoch.validation().get(metric);
        }

        /** Returns the metric of an epoch, turned so that higher is better. */
        double of(EpochMetrics epoch) {
            return isLoss() ? -value(epoch) : value(epoch);
        }
    }

    public EarlyStopping {
        if (metric == null || patience < 1 || !(minimumChange >= 0)) {
            throw new IllegalArgumentException(
                    "Early stopping needs a metric, a patience of 1 or more and a minimum change of 0 or more, not %s, %d and %s"
                            .formatted(metric, patience, minimumChange));
        }
    }

    /**
     * Returns the best epoch so far, the earlier of equals; a metric that is no number is worse
     * than any.
     *
     * @param history at least one epoch, in order
     */
    public int bestEpoch(List<EpochMetrics> history) {
        double best = Double.NEGATIVE_INFINITY;
        int bestEpoch = history.get(0).epoch();
        for (EpochMetrics epoch : history) {
            double value = metric.of(epoch);
            if (value > best + minimumChange) {
                best = value;
                bestEpoch = epoch.epoch();
            }
        }
        return bestEpoch;
    }

    /** Returns whether training stops after these epochs. */
    public boolean stops(List<EpochMetrics> history) {
        int last = history.get(history.size() - 1).epoch();
        return last - bestEpoch(history) >= patience;
    }
}
