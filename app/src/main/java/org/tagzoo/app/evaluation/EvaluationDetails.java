package org.tagzoo.app.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.threshold.ChosenThresholds;

/** What files and the report say of an evaluation beyond the row's line in the table. */
final class EvaluationDetails {

    private EvaluationDetails() {}

    /** Returns each label's figures. */
    static List<RowDetails.LabelFigures> labels(TaskEvaluation evaluation) {
        Double threshold = evaluation.chosen().map(ChosenThresholds::forAll).orElse(null);
        List<RowDetails.LabelFigures> figures = new ArrayList<>();
        for (int l = 0; l < evaluation.labelReports().size(); l++) {
            LabelReport label = evaluation.labelReports().get(l);
            figures.add(
                    new RowDetails.LabelFigures(
                            label.label(),
                            Math.toIntExact(label.support()),
                            threshold,
                            label.figures().precision(),
                            label.figures().recall(),
                            label.figures().f1(),
                            evaluation.intervals().labels().get(l),
                            label.averagePrecision()));
        }
        return figures;
    }

    /** Returns the averages of the labels' figures. */
    static List<RowDetails.Average> averages(TaskEvaluation evaluation) {
        Evaluation test = evaluation.averages();
        F1Intervals intervals = evaluation.intervals();
        long support = (long) test.support();
        return List.of(
                new RowDetails.Average("micro", support, test.micro(), intervals.micro()),
                new RowDetails.Average("macro", support, test.macro(), intervals.macro()),
                new RowDetails.Average("weighted", support, test.weighted(), intervals.weighted()),
                new RowDetails.Average("samples", support, test.samples(), intervals.samples()));
    }
}
