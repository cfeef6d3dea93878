package org.tagzoo.app.comparison;

import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.report.FoldMetrics;
import org.tagzoo.app.report.Row;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Spread;

/** What came of a row, in one line. */
final class OutcomeText {

    private OutcomeText() {}

    static String of(RowOutcome outcome) {
        Row row = outcome.row();
        String metric = row.task().firstMetric().heading();
        Spread spread = row.spread();
        return switch (row.status()) {
            case OK ->
                    "%s: %s %.3f on test, %.3f on validation%s, trained in %.1f s%s%s"
                            .formatted(
                                    row.name(),
                                    metric,
                                    row.first(),
                                    outcome.validation(),
                                    row.task().hasThresholds()
                                            ? " at threshold %.2f"
                                                    .formatted(row.metric(Metric.THRESHOLD))
                                            : "",
                                    row.times().training(),
                                    spread == null ? "" : summary(metric, spread),
                                    row.folds() == null
                                            ? ""
                                            : summary(row.folds(), row.task().firstMetric()));
            case SKIPPED -> "%s: skipped. %s".formatted(row.name(), row.reason());
            case FAILED -> "%s: failed. %s".formatted(row.name(), row.reason());
        };
    }

    private static String summary(FoldMetrics folds, Metric metric) {
        return "; mean of %d folds, standard deviation %.3f"
                .formatted(folds.count(), folds.spread(metric).standardDeviation());
    }

    private static String summary(String metric, Spread spread) {
        return "; %s over %d seeds %.3f, standard deviation %.3f"
                .formatted(metric, spread.n(), spread.mean(), spread.standardDeviation());
    }
}
