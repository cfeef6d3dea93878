package org.tagzoo.zoo.task;

import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.threshold.ChosenThresholds;

/**
 * What a network's scores are worth: metrics on test, with thresholds that were chosen before.
 *
 * @param task what is predicted
 * @param labels the names of the columns
 * @param chosen the thresholds: one for all labels, and one a label; empty for a task without
 * @param decisions on test, at the one threshold
 * @param metrics the task's
 * @param interval of the first metric
 * @param validation the first metric on validation
 * @param averages of the labels' figures on test
 * @param intervals of the averages and of each label's F1
 * @param labelReports a report a label on test
 */
public record TaskEvaluation(
        Task task,
        LabelSet labels,
        Optional<ChosenThresholds> chosen,
        Decisions decisions,
        Metrics metrics,
        Interval interval,
        double validation,
        Evaluation averages,
        F1Intervals intervals,
        List<LabelReport> labelReports) {

    public TaskEvaluation {
        labelReports = List.copyOf(labelReports);
    }

    /**
     * The first metric of both tasks is micro F1 by another name: where each image has one label
     * and is given one, micro F1 is top-1.
     */
    static TaskEvaluation of(
            Task task, LabelSet labels, PartScores parts, Metrics metrics, long seed) {
        F1Intervals intervals = F1Intervals.of(parts.decisions(), seed);
        return new TaskEvaluation(
                task,
                labels,
                parts.chosen(),
                parts.decisions(),
                metrics,
                intervals.micro(),
                parts.validation().micro().f1(),
                parts.test(),
                intervals,
                LabelReport.of(labels, parts.scores(), parts.decisions(), intervals));
    }

    /** Returns the first metric on test. */
    public double first() {
        return metrics.get(task.firstMetric());
    }
}
