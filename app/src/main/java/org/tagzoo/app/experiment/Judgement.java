package org.tagzoo.app.experiment;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.PerLabelThresholds;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * What a row's scores are worth: thresholds chosen on validation, then figures on test.
 *
 * @param scan one threshold for all labels, chosen on validation
 * @param perLabel a threshold a label, chosen on validation
 * @param test figures on test at the one threshold
 * @param intervals of those figures
 * @param meanAveragePrecision on test
 * @param ratioOfF1 micro F1 on train over validation, at the one threshold; 0 if both are 0
 * @param microF1PerLabel micro F1 on test with a threshold a label
 * @param labels a report a label on test, at the one threshold
 */
record Judgement(
        ThresholdScan scan,
        Thresholds perLabel,
        Evaluation test,
        F1Intervals intervals,
        double meanAveragePrecision,
        double ratioOfF1,
        double microF1PerLabel,
        List<LabelReport> labels) {

    static Judgement of(
            LabelSet names,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test,
            long seed) {
        ThresholdScan scan = ThresholdScan.of(validation);
        Thresholds same = Thresholds.same(scan.best().threshold(), names.size());
        Thresholds perLabel =
                PerLabelThresholds.choose(validation, PerLabelThresholds.Criterion.MICRO_F1);
        Decisions decisions = same.decide(test);
        double trainF1 = microF1(same, train);
        double validationF1 = microF1(same, validation);
        return new Judgement(
                scan,
                perLabel,
                Evaluation.of(decisions),
                F1Intervals.of(decisions, seed),
                AveragePrecision.mean(test),
                validationF1 == 0 ? 0 : trainF1 / validationF1,
                microF1(perLabel, test),
                LabelReport.of(names, test, decisions));
    }

    private static double microF1(Thresholds thresholds, ScoreMatrix scores) {
        return Evaluation.of(thresholds.decide(scores)).micro().f1();
    }

    double threshold() {
        return scan.best().threshold();
    }

    /** Returns the one threshold, for each label. */
    Thresholds same() {
        return Thresholds.same(threshold(), labels.size());
    }

    ChosenThresholds chosen() {
        return new ChosenThresholds(threshold(), perLabel);
    }

    /** Returns the scan for the report's picture. */
    List<RowDetails.ThresholdPoint> scanPoints() {
        return scan.points().stream()
                .map(
                        point ->
                                new RowDetails.ThresholdPoint(
                                        point.threshold(),
                                        point.micro().f1(),
                                        point.micro().precision(),
                                        point.micro().recall()))
                .toList();
    }

    /** Returns the labels for the report. */
    List<RowDetails.LabelFigures> labelFigures() {
        List<RowDetails.LabelFigures> figures = new ArrayList<>();
        for (LabelReport label : labels) {
            figures.add(
                    new RowDetails.LabelFigures(
                            label.label(),
                            Math.toIntExact(label.support()),
                            threshold(),
                            label.figures().precision(),
                            label.figures().recall(),
                            label.figures().f1(),
                            label.averagePrecision()));
        }
        return figures;
    }
}
