package org.tagzoo.zoo.metric;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.tagzoo.zoo.score.Decisions;

/**
 * McNemar's exact test: whether two networks are right on different numbers of images by more than
 * chance. A network is right on an image if it predicts exactly the true labels, all of them and no
 * other; where an image has one class, if it predicts that. The unit is the image and not each
 * decision, since the labels of one image are not independent, and the test takes its units to be.
 *
 * <p>Images on which both are right or both are wrong say nothing. Of the others, if the networks
 * were equally good, each would be right on a half. (McNemar, "Note on the sampling error of the
 * difference between correlated proportions or percentages", 1947.)
 *
 * @param onlyFirst images on which the first network alone is right
 * @param onlySecond images on which the second alone is right
 * @param p two-sided, {@code min(1, 2 P(X <= min(onlyFirst, onlySecond)))} with {@code X} binomial
 *     of {@code onlyFirst + onlySecond} and a half; 1 if there are none. As scipy's {@code
 *     binomtest}
 */
public record McNemar(int onlyFirst, int onlySecond, double p) {

    /**
     * Counts and tests.
     *
     * @param first at least one image and one label
     * @param second of the same images and labels, with the same targets
     * @throws IllegalArgumentException if there is no image, or images, labels or targets differ
     */
    public static McNemar of(Decisions first, Decisions second) {
        PairedBootstrap.requireSameTruth(first, second);
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int n = 0; n < first.images(); n++) {
            boolean one = isRight(first, n);
            boolean other = isRight(second, n);
            onlyFirst += one && !other ? 1 : 0;
            onlySecond += other && !one ? 1 : 0;
        }
        return of(onlyFirst, onlySecond);
    }

    /** Tests counts, 0 or more each. */
    static McNemar of(int onlyFirst, int onlySecond) {
        double below =
                new BinomialDistribution(null, onlyFirst + onlySecond, 0.5)
                        .cumulativeProbability(Math.min(onlyFirst, onlySecond));
        return new McNemar(onlyFirst, onlySecond, Math.min(1, 2 * below));
    }

    private static boolean isRight(Decisions decisions, int image) {
        return Arrays.equals(decisions.predicted()[image], decisions.targets()[image]);
    }
}
