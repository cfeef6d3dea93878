package org.tagzoo.zoo.metric;

import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * The metrics of one label.
 *
 * @param label its name
 * @param support how many images have it
 * @param predicted how many images were given it
 * @param metrics precision, recall and F1 of the decisions
 * @param interval of that F1
 * @param averagePrecision of the scores; 0 without support
 */
public record LabelReport(
        String label,
        long support,
        long predicted,
        PrecisionRecallF1 metrics,
        Interval interval,
        double averagePrecision) {

    /**
     * Returns a report a label, in order; labels without support are kept.
     *
     * @param labels the names of the columns
     * @param scores what the decisions were made from
     * @param decisions what was decided, of the same shape
     * @param intervals of the F1s of these decisions
     * @throws IllegalArgumentException if shapes differ or there is no image
     */
    public static List<LabelReport> of(
            LabelSet labels, ScoreMatrix scores, Decisions decisions, F1Intervals intervals) {
        String shape = "[%d, %d]".formatted(scores.images(), scores.labels());
        String decided = "[%d, %d]".formatted(decisions.images(), decisions.labels());
        if (!shape.equals(decided) || scores.labels() != labels.size()) {
            throw new IllegalArgumentException(
                    "Scores %s, decisions %s, %d label names"
                            .formatted(shape, decided, labels.size()));
        }
        List<Counts> counts = Evaluation.of(decisions).labels();
        double[] averagePrecision = AveragePrecision.perLabel(scores);
        return IntStream.range(0, labels.size())
                .mapToObj(
                        l ->
                                new LabelReport(
                                        labels.name(l),
                                        (long) counts.get(l).support(),
                                        (long) counts.get(l).predicted(),
                                        counts.get(l).metrics(),
                                        intervals.labels().get(l),
                                        averagePrecision[l]))
                .toList();
    }
}
