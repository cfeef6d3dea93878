package org.tagzoo.zoo.metric;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;

/**
 * The corrected resampled t test: whether two ways to train differ by more than the choice of
 * training and test images explains. Folds share most of their training images, so that the usual
 * variance of a mean is too small; {@code 1/k} becomes {@code 1/k + tested/trained}. (Nadeau and
 * Bengio, "Inference for the Generalization Error", Machine Learning 52, 2003.)
 */
public final class ResampledT {

    private static final double ACCURACY = 1e-15;

    private ResampledT() {}

    /**
     * Tests metrics of the same folds.
     *
     * @param first the one's metric on each of k folds, at least 2
     * @param second the other's on the same folds
     * @param ratio of a fold's test images to all its others, above 0; {@code 1/(k - 1)} for k
     *     folds of one size
     * @return the mean difference, its 95% interval and the two-sided p of Student's t with {@code
     *     k - 1} degrees of freedom. Where all folds differ by the same, the interval is that
     *     number, and p is 1 if it is 0, else 0
     * @throws IllegalArgumentException if the folds are fewer than 2 or not as many
     */
    public static Difference of(double[] first, double[] second, double ratio) {
        Check.atLeast("the number of folds", first.length, 2);
        Check.that(
                second.length == first.length,
                "the other's folds",
                "" + first.length,
                second.length);
        Check.above0("the ratio of test to training images", ratio);
        double[] differences = new double[first.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = first[i] - second[i];
        }
        double mean = StatUtils.mean(differences);
        double error = Math.sqrt((1.0 / first.length + ratio) * StatUtils.variance(differences));
        TDistribution t = new TDistribution(null, first.length - 1, ACCURACY);
        double margin = t.inverseCumulativeProbability(1 - Interval.TAIL) * error;
        double p =
                error == 0
                        ? (mean == 0 ? 1 : 0)
                        : 2 * t.cumulativeProbability(-Math.abs(mean / error));
        return new Difference(mean, new Interval(mean - margin, mean + margin), p);
    }
}
