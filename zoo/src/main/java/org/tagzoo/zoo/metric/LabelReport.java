package org.tagzoo.zoo.metric;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * The figures of one label.
 *
 * @param label its name
 * @param support how many images have it
 * @param attached how many images were given it
 * @param figures precision, recall and F1 of the decisions
 * @param averagePrecision of the scores; 0 without support
 */
public record LabelReport(
        String label,
        long support,
        long attached,
        PrecisionRecallF1 figures,
        double averagePrecision) {

    /**
     * Returns a report a label, in order; labels without support are kept.
     *
     * @param labels the names of the columns
     * @param scores what the decisions were made from
     * @param decisions what was decided, of the same shape
     * @throws IllegalArgumentException if shapes differ or there is no image
     */
    public static List<LabelReport> of(LabelSet labels, ScoreMatrix scores, Decisions decisions) {
        if (scores.images() != decisions.images()
                || scores.labels() != decisions.labels()
                || scores.labels() != labels.size()) {
            throw new IllegalArgumentException(
                    "Scores [%d, %d], decisions [%d, %d], %d label names"
                            .formatted(
                                    scores.images(),
                                    scores.labels(),
                                    decisions.images(),
                                    decisions.labels(),
                                    labels.size()));
        }
        List<Counts> counts = Evaluation.of(decisions).labels();
        double[] averagePrecision = AveragePrecision.perLabel(scores);
        List<LabelReport> reports = new ArrayList<>();
        for (int l = 0; l < labels.size(); l++) {
            Counts c = counts.get(l);
            reports.add(
                    new LabelReport(
                            labels.name(l),
                            (long) c.support(),
                            (long) c.attached(),
                            c.figures(),
                            averagePrecision[l]));
        }
        return List.copyOf(reports);
    }
}
