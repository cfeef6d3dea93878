package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.List;
import org.tagzoo.zoo.score.Decisions;

/**
 * How far each F1 would move had other images of the same kind been drawn: 95% percentile bootstrap
 * intervals (Efron 1979). As many images as there are get drawn with replacement, 1,000 times over;
 * an interval is the middle 95% of the F1s of those draws. It says nothing of what another training
 * run would give.
 *
 * <p>The same seed and number of images draw the same images, so that the intervals of two networks
 * on one test part rest on the same draws. A label that a draw lacks, and that was not attached
 * there, has an F1 of 0 in that draw, as everywhere.
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

    /** How many times the images are drawn again. */
    public static final int RESAMPLES = 1000;

    /** The share of draws that an interval holds. */
    public static final double LEVEL = 0.95;

    private static final int MICRO = 0;
    private static final int MACRO = 1;
    private static final int WEIGHTED = 2;
    private static final int SAMPLES = 3;
    private static final int FIRST_LABEL = 4;

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
        if (decisions.labels() == 0) {
            throw new IllegalArgumentException(
                    "Nothing to draw from: %d images, %d labels"
                            .formatted(decisions.images(), decisions.labels()));
        }
        Outcomes outcomes = Outcomes.of(decisions);
        double[][] f1s = new double[FIRST_LABEL + decisions.labels()][resamples];
        new Draws(decisions.images(), seed)
                .forEach(resamples, (r, times) -> resample(outcomes, times, f1s, r));
        List<Interval> intervals =
                Arrays.stream(f1s).map(values -> Interval.ofMiddle(values, LEVEL)).toList();
        return new F1Intervals(
                intervals.get(MICRO),
                intervals.get(MACRO),
                intervals.get(WEIGHTED),
                intervals.get(SAMPLES),
                intervals.subList(FIRST_LABEL, intervals.size()));
    }

    /** Evaluates a draw, and writes the F1s to column {@code r}. */
    private static void resample(Outcomes outcomes, int[] times, double[][] f1s, int r) {
        int[] counts = outcomes.counts(times);
        double truePositives = 0;
        double wrong = 0;
        double support = 0;
        double macro = 0;
        double weighted = 0;
        for (int l = 0; l < outcomes.labels(); l++) {
            Counts label = Outcomes.counts(counts, l);
            double f1 = label.f1();
            f1s[FIRST_LABEL + l][r] = f1;
            truePositives += label.truePositives();
            wrong += label.falsePositives() + label.falseNegatives();
            support += label.support();
            macro += f1;
            weighted += f1 * label.support();
        }
        f1s[MICRO][r] = new Counts(truePositives, wrong, 0).f1();
        f1s[MACRO][r] = macro / outcomes.labels();
        f1s[WEIGHTED][r] = support == 0 ? 0 : weighted / support;
        f1s[SAMPLES][r] = outcomes.samplesF1(times);
    }
}
