package org.tagzoo.zoo.audit;

import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * How often one label is given wrongly, estimated by confident learning (Northcutt, Jiang and
 * Chuang 2021, arXiv:1911.00068), for each label by itself as Thyagarajan et al. (2022,
 * arXiv:2211.13895) do: an image counts as having the label if its probability is at least the mean
 * probability of those that were given it, and as lacking it in the same way; what is neither is
 * not counted, and what is both counts for the likelier.
 *
 * @param surplus the share of images without the label that were given it
 * @param missing the share of images with the label that were not given it
 */
public record NoiseRates(double surplus, double missing) {

    /** The most that is taken as noise; at a half, labels would say nothing. */
    private static final double MOST = 0.49;

    /**
     * Estimates.
     *
     * @param probabilities that no network was fitted to, {@code [N, L]}
     */
    static NoiseRates of(ScoreMatrix probabilities, int label) {
        double[] sums = new double[2];
        long[] given = new long[2];
        for (int n : probabilities.known(label).toArray()) {
            int y = probabilities.targets()[n][label] ? 1 : 0;
            double p = probabilities.scores()[n][label];
            sums[y] += y == 1 ? p : 1 - p;
            given[y]++;
        }
        if (given[0] == 0 || given[1] == 0) {
            return new NoiseRates(0, 0);
        }
        double[] bars = {sums[0] / given[0], sums[1] / given[1]};
        long[][] counts = new long[2][2];
        for (int n : probabilities.known(label).toArray()) {
            double p = probabilities.scores()[n][label];
            boolean has = p >= bars[1];
            boolean lacks = 1 - p >= bars[0];
            if (has || lacks) {
                int truth = has && (!lacks || p >= 0.5) ? 1 : 0;
                counts[probabilities.targets()[n][label] ? 1 : 0][truth]++;
            }
        }
        // Confident images stand for all that were given the same.
        double[][] joint = new double[2][2];
        for (int y = 0; y < 2; y++) {
            long confident = counts[y][0] + counts[y][1];
            for (int truth = 0; truth < 2; truth++) {
                joint[y][truth] =
                        confident == 0
                                ? (y == truth ? given[y] : 0)
                                : (double) counts[y][truth] / confident * given[y];
            }
        }
        return new NoiseRates(share(joint[1][0], joint[0][0]), share(joint[0][1], joint[1][1]));
    }

    private static double share(double wrong, double right) {
        return wrong + right == 0 ? 0 : Math.min(MOST, wrong / (wrong + right));
    }

    /**
     * Returns the chance that what an image was given is wrong.
     *
     * @param probability that an image like it is given the label
     * @param isGiven whether it was given the label
     */
    double wrong(double probability, boolean isGiven) {
        double given = Math.min(Math.max(probability, 1e-9), 1 - 1e-9);
        double has = Math.min(Math.max((given - surplus) / (1 - surplus - missing), 0), 1);
        double wrong = isGiven ? (1 - has) * surplus / given : has * missing / (1 - given);
        return Math.min(wrong, 1);
    }
}
