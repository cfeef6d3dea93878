package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.tagzoo.zoo.score.Decisions;

/**
 * How far each F1 would move had other images of the same kind been drawn: 95% percentile bootstrap
 * intervals (Efron 1979). As many images as there are get drawn with replacement, 1,000 times over;
 * an interval is the middle 95% of the F1s of those samples. It says nothing of what another
 * training run would give.
 *
 * <p>The same seed and number of images draw the same images, so that the intervals of two networks
 * on one test part rest on the same samples. A label that a sample lacks, and that was not
 * predicted there, has an F1 of 0 in that sample, as everywhere.
 *
 * @param micro of the micro F1
 * @param macro of the macro F1
 * @param weighted of the weighted F1
 * @param samples of the samples F1
 * @param labels of each label's F1, in order
 */
public record F1Intervals(
        Interval micro,
        Interval macro,
        Interval weighted,
        Interval samples,
        List<Interval> labels) {

    /** How many bootstrap samples are drawn. */
    public static final int RESAMPLES = 1000;

    public F1Intervals {
        labels = List.copyOf(labels);
    }

    /**
     * Draws and evaluates; on as many threads as there are, with the same result on any number.
     *
     * @param decisions at least one image and one label
     * @param seed the seed of the run
     * @throws IllegalArgumentException if there is no image or no label
     */
    public static F1Intervals of(Decisions decisions, long seed) {
        return of(decisions, seed, RESAMPLES);
    }

    static F1Intervals of(Decisions decisions, long seed, int resamples) {
        BootstrapSamples samples = new BootstrapSamples(decisions.images(), seed);
        return of(decisions, resamples, taker -> samples.forEach(resamples, taker));
    }

    /**
     * Does so with whole groups drawn, as many as there are, since images of one group are not
     * independent. Where each image is alone in its group, the result is the same as without.
     *
     * @param groupOf the group of each image, numbered from 0 by their first images
     */
    public static F1Intervals ofGroups(Decisions decisions, int[] groupOf, long seed) {
        int groups = Arrays.stream(groupOf).max().orElse(-1) + 1;
        BootstrapSamples samples = new BootstrapSamples(groups, seed);
        return of(decisions, RESAMPLES, taker -> samples.forEach(RESAMPLES, groupOf, taker));
    }

    private static F1Intervals of(
            Decisions decisions, int resamples, Consumer<BootstrapSamples.Taker> drawn) {
        Outcomes outcomes = Outcomes.of(decisions);
        double[] micro = new double[resamples];
        double[] macro = new double[resamples];
        double[] weighted = new double[resamples];
        double[] samples = new double[resamples];
        double[][] labels = new double[decisions.labels()][resamples];
        drawn.accept(
                (r, times) -> {
                    Outcomes.SampleF1 f1 = outcomes.f1(times);
                    micro[r] = f1.micro();
                    macro[r] = f1.macro();
                    weighted[r] = f1.weighted();
                    samples[r] = outcomes.samplesF1(times);
                    for (int l = 0; l < labels.length; l++) {
                        labels[l][r] = f1.labels()[l];
                    }
                });
        return new F1Intervals(
                Interval.ofMiddle(micro),
                Interval.ofMiddle(macro),
                Interval.ofMiddle(weighted),
                Interval.ofMiddle(samples),
                Arrays.stream(labels).map(Interval::ofMiddle).toList());
    }
}
