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
 * split in two halves, a threshold is chosen on one and held against the other. Only halves whose
 * own interval reaches it promise anything, and they are lucky ones, whose other halves are
 * unlucky; so those alone are counted, and there must be at least 100. It can be made if at least 9
 * in 10 of these kept it, by the first of several confidences of its interval at which that is so,
 * and if the interval on all validation images reaches it.
 *
 * @param goal of all labels, each at its confidence
 * @param kept how often of the halves that promised it, by label; NaN if none did
 * @param made whether it can be made to each label
 * @param needed so many validation images should have a label
 */
record TriedPromise(ThresholdGoal goal, List<OptionalDouble> kept, List<Boolean> made, int needed) {

    private static final double OFTEN_ENOUGH = 0.9;
    private static final int ENOUGH_HALVES = Halves.RESPLITS / 2;

    /** How many halves promised, and how many of the others kept it. */
    private record Tried(int promised, int kept) {

        double share() {
            return kept / (double) promised;
        }

        boolean isOften() {
            return promised >= ENOUGH_HALVES && share() >= OFTEN_ENOUGH;
        }
    }

    static TriedPromise of(
            PromisedShare share,
            List<RankedScores> ranked,
            List<OperatingPoints> points,
            Halves halves) {
        List<PromisedShare> levels = share.atConfidences();
        List<List<Tried>> tried = tried(levels, ranked, halves);
        List<LabelGoal> own = new ArrayList<>();
        List<OptionalDouble> often = new ArrayList<>();
        List<Boolean> made = new ArrayList<>();
        for (int l = 0; l < ranked.size(); l++) {
            int label = l;
            OperatingPoints of = points.get(l);
            int first =
                    IntStream.range(0, levels.size())
                            .filter(k -> tried.get(k).get(label).isOften())
                            .filter(k -> levels.get(k).reaches(of, levels.get(k).choose(of)))
                            .findFirst()
                            .orElse(-1);
            int level = Math.max(0, first);
            own.add(levels.get(level));
            often.add(OptionalDouble.of(tried.get(level).get(l).share()));
            made.add(first >= 0);
        }
        return new TriedPromise(new EachLabel(own), often, made, share.neededPositives());
    }

    /** Tries each label at each confidence, all on the same halves. */
    private static List<List<Tried>> tried(
            List<PromisedShare> levels, List<RankedScores> ranked, Halves halves) {
        int labels = ranked.size();
        AtomicIntegerArray promised = new AtomicIntegerArray(levels.size() * labels);
        AtomicIntegerArray kept = new AtomicIntegerArray(levels.size() * labels);
        halves.forEach(
                (first, second) -> {
                    for (int l = 0; l < labels; l++) {
                        OperatingPoints points = ranked.get(l).points(first);
                        for (int k = 0; k < levels.size(); k++) {
                            PromisedShare goal = levels.get(k);
                            int chosen = goal.choose(points);
                            if (goal.reaches(points, chosen)) {
                                promised.incrementAndGet(k * labels + l);
                                double threshold = points.threshold(chosen);
                                if (goal.isKept(ranked.get(l).counts(threshold, second))) {
                                    kept.incrementAndGet(k * labels + l);
                                }
                            }
                        }
                    }
                });
        return IntStream.range(0, levels.size())
                .mapToObj(
                        k ->
                                IntStream.range(k * labels, (k + 1) * labels)
                                        .mapToObj(i -> new Tried(promised.get(i), kept.get(i)))
                                        .toList())
                .toList();
    }
}
