package org.tagzoo.app.export;

import java.util.List;
import java.util.Optional;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.metric.MeanAveragePrecisionInterval;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * What a network is worth on test, at the thresholds that its export gets, if it gets any.
 *
 * @param evaluation averages of precision, recall and F1
 * @param intervals of F1
 * @param meanAveragePrecision whatever the thresholds
 * @param meanAveragePrecisionInterval of that
 * @param labels a report a label, in order
 * @param unlabelled images without any true label
 * @param unlabelledButTagged how many of those were given one
 */
record TestFigures(
        Evaluation evaluation,
        F1Intervals intervals,
        double meanAveragePrecision,
        Interval meanAveragePrecisionInterval,
        List<LabelReport> labels,
        int unlabelled,
        int unlabelledButTagged) {

    /**
     * @param seed of the run, from which intervals are drawn
     */
    static TestFigures of(RowResults row, Optional<Thresholds> thresholds, long seed) {
        ScoreMatrix test = row.scores().matrix(Part.TEST);
        Decisions decisions =
                thresholds
                        .map(limits -> limits.decide(test))
                        .orElseGet(() -> row.decide(Part.TEST));
        int unlabelled = 0;
        int tagged = 0;
        for (int n = 0; n < decisions.images(); n++) {
            if (!any(decisions.targets()[n])) {
                unlabelled++;
                tagged += any(decisions.predicted()[n]) ? 1 : 0;
            }
        }
        return new TestFigures(
                Evaluation.of(decisions),
                F1Intervals.of(decisions, seed),
                AveragePrecision.mean(test),
                MeanAveragePrecisionInterval.of(test, seed),
                LabelReport.of(row.scores().labels(), test, decisions),
                unlabelled,
                tagged);
    }

    private static boolean any(boolean[] labels) {
        for (boolean label : labels) {
            if (label) {
                return true;
            }
        }
        return false;
    }
}
