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
import org.tagzoo.zoo.score.ScoreMatrix;
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
        return new TaskEvaluation(
                task,
                labels,
                parts.chosen(),
                parts.decisions(),
                parts.scores(),
                metrics,
                parts.validation().micro().f1(),
                F1Intervals.of(parts.decisions(), seed));
    }

    private TaskEvaluation(
            Task task,
            LabelSet labels,
            Optional<ChosenThresholds> chosen,
            Decisions decisions,
            ScoreMatrix scores,
            Metrics metrics,
            double validation,
            F1Intervals intervals) {
        this(
                task,
                labels,
                chosen,
                decisions,
                metrics,
                intervals.micro(),
                validation,
                Evaluation.of(decisions),
                intervals,
                LabelReport.of(labels, scores, decisions, intervals));
    }

    /**
     * Returns what the networks of several folds are worth together, each on the images that it
     * left out. Averages, intervals and reports are of the pooled decisions.
     *
     * @param scores of all images, each by the network that left it out
     * @param decisions on them, at the thresholds of that network's fold
     * @param groupOf the group of each image, from 0: intervals draw whole groups
     * @param metrics the task's: means over the folds
     * @param validation the first metric on validation: the mean over the folds
     * @param seed of the intervals
     */
    public static TaskEvaluation pooled(
            Task task,
            LabelSet labels,
            ScoreMatrix scores,
            Decisions decisions,
            int[] groupOf,
            Metrics metrics,
            double validation,
            long seed) {
        return new TaskEvaluation(
                task,
                labels,
                Optional.empty(),
                decisions,
                scores,
                metrics,
                validation,
                F1Intervals.ofGroups(decisions, groupOf, seed));
    }

    /** Returns the first metric on test. */
    public double first() {
        return metrics.get(task.firstMetric());
    }
}
