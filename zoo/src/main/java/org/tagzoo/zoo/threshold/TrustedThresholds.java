package org.tagzoo.zoo.threshold;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.BootstrapSamples;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.OperatingPoints;
import org.tagzoo.zoo.metric.RankedScores;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * Thresholds of labels and how far each can be trusted, by the validation images alone.
 *
 * <p>A promise of a recall or a precision is tried ({@link TriedPromise}).
 *
 * @param labels {@code [L]}
 */
public record TrustedThresholds(List<LabelThreshold> labels) {

    /** Fewer images of a label than this let its best threshold jump about. */
    static final int FEW = 20;

    private static final int SAMPLES = 200;

    public TrustedThresholds {
        labels = List.copyOf(labels);
    }

    /** Returns the thresholds alone. */
    public Thresholds values() {
        return new Thresholds(labels.stream().map(LabelThreshold::value).toList());
    }

    /** Returns the same, each shrunk towards the common one as far as that goes. */
    TrustedThresholds shrunk(ShrunkThresholds by) {
        return new TrustedThresholds(
                labels.stream()
                        .map(
                                l ->
                                        l.with(
                                                by.shrink(l.value(), l.positives()),
                                                new Interval(
                                                        by.shrink(
                                                                l.interval().low(), l.positives()),
                                                        by.shrink(
                                                                l.interval().high(),
                                                                l.positives()))))
                        .toList());
    }

    /**
     * Chooses, on as many threads as there are, with the same result on any number.
     *
     * @param validation scores that no network was fitted to, at least one image
     * @param groupOf {@code [N]}, the group of each image, numbered from 0 by their first images;
     *     groups are drawn and split whole
     * @param seed of the run
     */
    public static TrustedThresholds of(
            ScoreMatrix validation, int[] groupOf, ThresholdGoal goal, long seed) {
        Check.that(
                groupOf.length == validation.images() && groupOf.length > 0,
                "groups",
                "one an image, and at least one",
                groupOf.length);
        List<RankedScores> ranked =
                IntStream.range(0, validation.labels())
                        .parallel()
                        .mapToObj(l -> RankedScores.of(validation, l))
                        .toList();
        int[] once = new int[groupOf.length];
        Arrays.fill(once, 1);
        List<OperatingPoints> points = ranked.stream().map(r -> r.points(once)).toList();
        TriedPromise promise =
                goal instanceof PromisedShare share
                        ? TriedPromise.of(share, ranked, points, new Halves(groupOf, seed))
                        : new TriedPromise(
                                goal,
                                Collections.nCopies(ranked.size(), OptionalDouble.empty()),
                                Collections.nCopies(ranked.size(), false),
                                FEW);
        int[] chosen = promise.goal().choose(points);
        List<Interval> intervals = intervals(ranked, groupOf, promise.goal(), seed);
        return new TrustedThresholds(
                IntStream.range(0, chosen.length)
                        .mapToObj(
                                l ->
                                        new LabelThreshold(
                                                points.get(l).threshold(chosen[l]),
                                                intervals.get(l),
                                                points.get(l).positives(),
                                                promise.needed(),
                                                promise.kept().get(l),
                                                promise.made().get(l)))
                        .toList());
    }

    private static List<Interval> intervals(
            List<RankedScores> ranked, int[] groupOf, ThresholdGoal goal, long seed) {
        double[][] drawn = new double[ranked.size()][SAMPLES];
        int groups = Arrays.stream(groupOf).max().orElseThrow() + 1;
        new BootstrapSamples(groups, seed)
                .forEach(
                        SAMPLES,
                        groupOf,
                        (sample, times) -> {
                            List<OperatingPoints> points =
                                    ranked.stream().map(r -> r.points(times)).toList();
                            int[] chosen = goal.choose(points);
                            for (int l = 0; l < chosen.length; l++) {
                                drawn[l][sample] = Math.min(1, points.get(l).threshold(chosen[l]));
                            }
                        });
        return Arrays.stream(drawn).map(Interval::ofMiddle).toList();
    }
}
