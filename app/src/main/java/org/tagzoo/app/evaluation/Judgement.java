package org.tagzoo.app.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.app.report.LabelMatrices;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.metric.CoOccurrence;
import org.tagzoo.zoo.metric.ConfusionMatrix;
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
 * What a row's scores are worth: figures on test at thresholds that were chosen before.
 *
 * @param names of the labels
 * @param chosen the thresholds: one for all labels, and one a label
 * @param decisions on test at the one threshold
 * @param test figures on test at the one threshold
 * @param intervals of those figures
 * @param meanAveragePrecision on test
 * @param validationF1 micro F1 on validation, at the one threshold
 * @param ratioOfF1 micro F1 on train over validation, at the one threshold; 0 if both are 0
 * @param microF1PerLabel micro F1 on test with a threshold a label
 * @param labels a report a label on test, at the one threshold
 */
public record Judgement(
        LabelSet names,
        ChosenThresholds chosen,
        Decisions decisions,
        Evaluation test,
        F1Intervals intervals,
        double meanAveragePrecision,
        double validationF1,
        double ratioOfF1,
        double microF1PerLabel,
        List<LabelReport> labels) {

    /**
     * Chooses thresholds on validation, then judges.
     *
     * @param seed of the intervals
     */
    public static Judgement of(
            LabelSet names,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test,
            long seed) {
        ChosenThresholds chosen =
                new ChosenThresholds(
                        ThresholdScan.of(validation).best().threshold(),
                        PerLabelThresholds.choose(
                                validation, PerLabelThresholds.Criterion.MICRO_F1));
        return at(chosen, names, train, validation, test, seed);
    }

    /** Judges at thresholds that are given. */
    public static Judgement at(
            ChosenThresholds chosen,
            LabelSet names,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test,
            long seed) {
        Thresholds same = Thresholds.same(chosen.forAll(), names.size());
        Decisions decisions = same.decide(test);
        double trainF1 = microF1(same, train);
        double validationF1 = microF1(same, validation);
        return new Judgement(
                names,
                chosen,
                decisions,
                Evaluation.of(decisions),
                F1Intervals.of(decisions, seed),
                AveragePrecision.mean(test),
                validationF1,
                validationF1 == 0 ? 0 : trainF1 / validationF1,
                microF1(chosen.perLabel(), test),
                LabelReport.of(names, test, decisions));
    }

    private static double microF1(Thresholds thresholds, ScoreMatrix scores) {
        return Evaluation.of(thresholds.decide(scores)).micro().f1();
    }

    /** Returns the one threshold. */
    public double threshold() {
        return chosen.forAll();
    }

    /** Returns each label's figures, for files and the report. */
    List<RowDetails.LabelFigures> labelFigures() {
        List<RowDetails.LabelFigures> figures = new ArrayList<>();
        for (int l = 0; l < labels.size(); l++) {
            LabelReport label = labels.get(l);
            figures.add(
                    new RowDetails.LabelFigures(
                            label.label(),
                            Math.toIntExact(label.support()),
                            threshold(),
                            label.figures().precision(),
                            label.figures().recall(),
                            label.figures().f1(),
                            intervals.labels().get(l),
                            label.averagePrecision()));
        }
        return figures;
    }

    /** Returns the averages of the labels' figures, for files and the report. */
    List<RowDetails.Average> averages() {
        long support = (long) test.support();
        return List.of(
                new RowDetails.Average("micro", support, test.micro(), intervals.micro()),
                new RowDetails.Average("macro", support, test.macro(), intervals.macro()),
                new RowDetails.Average("weighted", support, test.weighted(), intervals.weighted()),
                new RowDetails.Average("samples", support, test.samples(), intervals.samples()));
    }

    /** Returns how labels meet labels, for files and the report. */
    LabelMatrices matrices() {
        return new LabelMatrices(
                names.names(),
                ConfusionMatrix.of(decisions),
                CoOccurrence.of(decisions.targets()),
                CoOccurrence.of(decisions.attached()));
    }
}
