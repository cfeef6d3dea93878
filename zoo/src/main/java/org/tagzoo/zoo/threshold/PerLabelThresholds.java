package org.tagzoo.zoo.threshold;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagzoo.zoo.metric.OperatingPoints;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * One threshold per label, the best there is on validation scores: no other thresholds give a
 * higher F1 there. Of several that are best, those that predict a label for fewer images are taken.
 * The threshold stands half way between neighbouring scores ({@link OperatingPoints}).
 *
 * <p>A label that no validation image has is best predicted for none of them: its threshold lies
 * half way between its highest score and 1.
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
        List<Candidates> labels =
                IntStream.range(0, validation.labels())
                        .parallel()
                        .mapToObj(l -> Candidates.of(validation, l, minPositives, fallback))
                        .collect(Collectors.toList());
        ThresholdGoal goal = criterion == Criterion.LABEL_F1 ? new BestF(1) : new BestMicroF1();
        int[] chosen = goal.choose(labels.stream().map(Candidates::points).toList());
        return new Thresholds(
                IntStream.range(0, chosen.length)
                        .mapToObj(
                                l ->
                                        labels.get(l).isHeld()
                                                ? fallback
                                                : labels.get(l).points().threshold(chosen[l]))
                        .toList());
    }

    /** What a label can choose among; the one point of the fallback if it is held to that. */
    private record Candidates(OperatingPoints points, boolean isHeld) {

        static Candidates of(ScoreMatrix scores, int label, int minPositives, double fallback) {
            OperatingPoints all = OperatingPoints.of(scores, label);
            // F1 of one label is best at a corner of the hull too: it rises with true positives
            // and falls with predicted images.
            return all.positives() < minPositives
                    ? new Candidates(OperatingPoints.at(scores, label, fallback), true)
                    : new Candidates(all.upperHull(), false);
        }
    }
}
