package org.tagzoo.zoo.threshold;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagzoo.zoo.metric.OperatingPoints;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * One threshold per label, the best there is on validation scores: no other thresholds give a
 * higher F1 there. Of several that are best, those that attach fewer images are taken. The
 * threshold stands half way between neighbouring scores ({@link OperatingPoints}).
 *
 * <p>A label that no validation image has is best attached to none of them: its threshold lies half
 * way between its highest score and 1.
 *
 * <p>A label that few images have gets a threshold that fits those few images and may not fit
 * others. The guarded form gives such labels a threshold that was chosen on all labels together,
 * and is best for the others given that.
 */
public final class PerLabelThresholds {

    private PerLabelThresholds() {}

    /** What the thresholds are best at. */
    public enum Criterion {
        /** Each label's own F1, and with it macro F1. */
        LABEL_F1,
        /** Micro F1 over all labels, which weighs them against each other. */
        MICRO_F1
    }

    /** Returns the best thresholds on these scores, with no guard for rare labels. */
    public static Thresholds choose(ScoreMatrix validation, Criterion criterion) {
        return choose(validation, criterion, 0, Thresholds.NEVER);
    }

    /**
     * Returns the best thresholds on these scores, rare labels apart.
     *
     * @param validation scores that no network was fitted to
     * @param criterion what to be best at
     * @param minPositives labels that fewer images have take {@code fallback}; 0 for no guard
     * @param fallback such as the best of a {@link ThresholdScan}
     * @throws IllegalArgumentException if there is no image
     */
    public static Thresholds choose(
            ScoreMatrix validation, Criterion criterion, int minPositives, double fallback) {
        if (validation.images() == 0) {
            throw new IllegalArgumentException("No validation images to choose thresholds on");
        }
        List<LabelCandidates> labels =
                perLabel(validation, l -> candidates(validation, l, minPositives, fallback));
        int[] chosen =
                switch (criterion) {
                    case LABEL_F1 -> labels.stream().mapToInt(l -> bestF1(l.points())).toArray();
                    case MICRO_F1 ->
                            MicroF1Search.best(
                                    labels.stream().map(LabelCandidates::points).toList());
                };
        return new Thresholds(
                IntStream.range(0, chosen.length)
                        .mapToObj(
                                l ->
                                        labels.get(l).held()
                                                ? fallback
                                                : labels.get(l).points().threshold(chosen[l]))
                        .toList());
    }

    private record LabelCandidates(OperatingPoints points, boolean held) {}

    private static LabelCandidates candidates(
            ScoreMatrix validation, int label, int minPositives, double fallback) {
        OperatingPoints all = OperatingPoints.of(validation, label);
        if (all.positives() < minPositives) {
            return new LabelCandidates(OperatingPoints.at(validation, label, fallback), true);
        }
        // F1 of one label is best at a corner of the hull too: it rises with true positives and
        // falls with attached images.
        return new LabelCandidates(all.upperHull(), false);
    }

    private static List<LabelCandidates> perLabel(
            ScoreMatrix validation, IntFunction<LabelCandidates> candidates) {
        return IntStream.range(0, validation.labels())
                .parallel()
                .mapToObj(candidates)
                .collect(Collectors.toList());
    }

    /**
     * Returns the point of best F1, {@code 2 TP / (attached + positives)}; the first of several.
     */
    private static int bestF1(OperatingPoints points) {
        int best = 0;
        for (int i = 1; i < points.size(); i++) {
            // Fractions are compared as whole numbers, so that equal ones are equal.
            long one =
                    (long) points.truePositives(i)
                            * (points.attached(best) + (long) points.positives());
            long other =
                    (long) points.truePositives(best)
                            * (points.attached(i) + (long) points.positives());
            if (one > other) {
                best = i;
            }
        }
        return best;
    }
}
