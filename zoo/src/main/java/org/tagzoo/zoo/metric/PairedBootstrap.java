package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.function.Consumer;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.score.Decisions;

/**
 * Whether one network's F1 differs from another's on the same images by more than the choice of
 * images explains. The images are drawn with replacement, as many as there are, 10,000 times over;
 * each such sample is evaluated for both networks, so that what makes it easy or hard falls out of
 * the difference. (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993.)
 *
 * <p>It says nothing of what another training run with another seed would give. Its first 1,000
 * samples are those of {@link F1Intervals}.
 *
 * @param micro the first network's micro F1 less the second's
 * @param macro the same of macro F1
 */
public record PairedBootstrap(Difference micro, Difference macro) {

    /** How many times the images are drawn again. */
    public static final int RESAMPLES = 10_000;

    /**
     * One metric's difference; that of {@link ResampledT} has the interval and p of its own.
     *
     * @param value on the images as they are, -1 to 1
     * @param interval the middle 95% of the samples' differences
     * @param p two-sided: twice the share of samples that do not lie on the side of 0 that most lie
     *     on, {@code min(1, 2 (min(#{d <= 0}, #{d >= 0}) + 1) / (samples + 1))}; never 0, as the
     *     samples are counted with what was seen (Davison and Hinkley, 1997, 4.2.3)
     */
    public record Difference(double value, Interval interval, double p) {

        /** Returns the same seen from the other network. */
        public Difference reversed() {
            // Subtracted from 0, so that no difference stays 0 and not -0.
            return new Difference(
                    0 - value, new Interval(0 - interval.high(), 0 - interval.low()), p);
        }

        private static Difference of(double value, double[] samples) {
            long below = Arrays.stream(samples).filter(d -> d <= 0).count();
            long above = Arrays.stream(samples).filter(d -> d >= 0).count();
            double p = 2.0 * (Math.min(below, above) + 1) / (samples.length + 1);
            return new Difference(value, Interval.ofMiddle(samples), Math.min(1, p));
        }
    }

    /**
     * Draws and evaluates; on as many threads as there are, with the same result on any number.
     *
     * @param first at least one image and one label
     * @param second of the same images and labels, with the same targets
     * @param seed the seed of the run
     * @throws IllegalArgumentException if there is no image, or images, labels or targets differ
     */
    public static PairedBootstrap of(Decisions first, Decisions second, long seed) {
        BootstrapSamples samples = new BootstrapSamples(first.images(), seed);
        return of(first, second, RESAMPLES, taker -> samples.forEach(RESAMPLES, taker));
    }

    /**
     * @param samples hands over so many samples
     */
    static PairedBootstrap of(
            Decisions first,
            Decisions second,
            int resamples,
            Consumer<BootstrapSamples.Taker> samples) {
        requireSameTruth(first, second);
        Outcomes one = Outcomes.of(first);
        Outcomes other = Outcomes.of(second);
        double[] micro = new double[resamples];
        double[] macro = new double[resamples];
        samples.accept(
                (r, times) -> {
                    Outcomes.SampleF1 a = one.f1(times);
                    Outcomes.SampleF1 b = other.f1(times);
                    micro[r] = a.micro() - b.micro();
                    macro[r] = a.macro() - b.macro();
                });
        Evaluation a = Evaluation.of(first);
        Evaluation b = Evaluation.of(second);
        return new PairedBootstrap(
                Difference.of(a.micro().f1() - b.micro().f1(), micro),
                Difference.of(a.macro().f1() - b.macro().f1(), macro));
    }

    /**
     * @throws IllegalArgumentException if there is no image, or images, labels or targets differ
     */
    static void requireSameTruth(Decisions first, Decisions second) {
        String one = "[%d, %d]".formatted(first.images(), first.labels());
        String other = "[%d, %d]".formatted(second.images(), second.labels());
        if (first.labels() == 0 || !one.equals(other)) {
            throw new IllegalArgumentException(
                    "Two networks are compared on the same images and labels, not on %s and %s"
                            .formatted(one, other));
        }
        for (int n = 0; n < first.images(); n++) {
            int differs = Arrays.mismatch(first.targets()[n], second.targets()[n]);
            for (int l = 0; differs < 0 && l < first.labels(); l++) {
                differs =
                        Unknown.is(first.unknown(), n, l) == Unknown.is(second.unknown(), n, l)
                                ? -1
                                : l;
            }
            if (differs >= 0) {
                throw new IllegalArgumentException(
                        "Label %2$d of image %1$d has not the same target for both networks"
                                .formatted(n, differs));
            }
        }
    }
}
