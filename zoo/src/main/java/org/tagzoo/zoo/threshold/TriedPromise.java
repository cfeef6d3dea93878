package org.tagzoo.zoo.threshold;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.tagzoo.zoo.metric.OperatingPoints;
import org.tagzoo.zoo.metric.RankedScores;

/**
 * What trying found of a promise of a recall or a precision: 200 times the validation images are
 * split in two halves, a threshold is chosen on one and held against the other. It can be made if
 * it was kept at least 9 times in 10, by the first of several confidences of its interval at which
 * that is so, and if the interval on all validation images reaches it. Where nothing is predicted,
 * or nothing is true, there is nothing to break.
 *
 * @param goal of all labels, each at its confidence
 * @param kept how often, of each label
 * @param made whether it can be made to each label
 * @param needed so many validation images should have a label
 */
record TriedPromise(ThresholdGoal goal, List<OptionalDouble> kept, List<Boolean> made, int needed) {

    private static final double OFTEN_ENOUGH = 0.9;

    static TriedPromise of(
            PromisedShare share,
            List<RankedScores> ranked,
            List<OperatingPoints> points,
            Halves halves) {
        List<PromisedShare> levels = share.atConfidences();
        double[][] kept =
                levels.stream().map(l -> kept(l, ranked, halves)).toArray(double[][]::new);
        List<LabelGoal> own = new ArrayList<>();
        List<OptionalDouble> often = new ArrayList<>();
        List<Boolean> made = new ArrayList<>();
        for (int l = 0; l < ranked.size(); l++) {
            int label = l;
            OperatingPoints of = points.get(l);
            int first =
                    IntStream.range(0, levels.size())
                            .filter(k -> kept[k][label] >= OFTEN_ENOUGH)
                            .filter(k -> levels.get(k).reaches(of, levels.get(k).choose(of)))
                            .findFirst()
                            .orElse(-1);
            int level = Math.max(0, first);
            own.add(levels.get(level));
            often.add(OptionalDouble.of(kept[level][l]));
            made.add(first >= 0);
        }
        return new TriedPromise(new EachLabel(own), often, made, share.neededPositives());
    }

    /** Returns in which share of splits a half kept what the other promised, by label. */
    private static double[] kept(PromisedShare goal, List<RankedScores> ranked, Halves halves) {
        AtomicIntegerArray kept = new AtomicIntegerArray(ranked.size());
        halves.forEach(
                (first, second) -> {
                    for (int l = 0; l < ranked.size(); l++) {
                        OperatingPoints points = ranked.get(l).points(first);
                        double threshold = points.threshold(goal.choose(points));
                        if (goal.isKept(ranked.get(l).counts(threshold, second))) {
                            kept.incrementAndGet(l);
                        }
                    }
                });
        return IntStream.range(0, kept.length())
                .mapToDouble(l -> kept.get(l) / (double) Halves.RESPLITS)
                .toArray();
    }
}
