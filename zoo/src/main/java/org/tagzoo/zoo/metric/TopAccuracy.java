package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * The share of images whose class is among the {@code k} with the highest scores, 0 to 1. Of equal
 * scores the class that comes first ranks higher, so that top-1 is that of the first arg max.
 *
 * <p>Equal to scikit-learn's {@code accuracy_score} of {@code numpy.argmax} for {@code k = 1}, and
 * to its {@code top_k_accuracy_score} wherever no two scores of an image are equal: that ranks the
 * class that comes last higher. With {@code k} of {@code L} or more it is 1.
 */
public final class TopAccuracy {

    private TopAccuracy() {}

    /**
     * Counts.
     *
     * @param scores {@code [N, L]}, at least one image, each with exactly one true label
     * @param k 1 or more
     * @throws IllegalArgumentException if there is no image, or one has no class or several
     */
    public static double of(ScoreMatrix scores, int k) {
        return (double) hits(scores.scores(), scores.targets(), k) / scores.images();
    }

    /**
     * Returns how many images have their class among the {@code k} highest.
     *
     * @param scores {@code [N, L]}, at least one image
     * @param targets {@code [N, L]}, exactly one true label each
     * @param k 1 or more
     * @throws IllegalArgumentException if there is no image, or one has no class or several
     */
    public static int hits(float[][] scores, boolean[][] targets, int k) {
        if (scores.length == 0 || k < 1) {
            throw new IllegalArgumentException(
                    "Top-k accuracy takes 1 image or more and a k of 1 or more, not %d and %d"
                            .formatted(scores.length, k));
        }
        return (int)
                IntStream.range(0, scores.length)
                        .filter(n -> rank(scores[n], targets[n], n) < k)
                        .count();
    }

    /**
     * Returns the 95% interval: exact (Clopper and Pearson 1934) where each image is alone in its
     * group, elsewhere by bootstrap of whole groups as {@link F1Intervals#ofGroups}.
     *
     * @param scores as {@link #of} takes them
     * @param groupOf the group of each image, numbered from 0 by their first images
     * @param seed of the bootstrap
     */
    public static Interval interval(ScoreMatrix scores, int k, int[] groupOf, long seed) {
        int images = scores.images();
        int groups = Arrays.stream(groupOf).max().orElse(-1) + 1;
        if (groups == images) {
            return Interval.ofShare(hits(scores.scores(), scores.targets(), k), images);
        }
        boolean[] isHit = new boolean[images];
        for (int n = 0; n < images; n++) {
            isHit[n] = rank(scores.scores()[n], scores.targets()[n], n) < k;
        }
        double[] shares = new double[F1Intervals.RESAMPLES];
        new BootstrapSamples(groups, seed)
                .forEach(
                        shares.length,
                        groupOf,
                        (sample, times) -> {
                            long hits = 0;
                            for (int n = 0; n < images; n++) {
                                hits += isHit[n] ? times[n] : 0;
                            }
                            shares[sample] = (double) hits / Arrays.stream(times).sum();
                        });
        return Interval.ofMiddle(shares);
    }

    /** Returns how many classes rank higher than the true one. */
    private static long rank(float[] scores, boolean[] targets, int n) {
        int[] own = IntStream.range(0, targets.length).filter(l -> targets[l]).toArray();
        if (own.length != 1) {
            throw new IllegalArgumentException(
                    "Top-k accuracy takes images of exactly one label, row %d has %d"
                            .formatted(n, own.length));
        }
        float score = scores[own[0]];
        return IntStream.range(0, scores.length)
                .filter(l -> scores[l] > score || (scores[l] == score && l < own[0]))
                .count();
    }
}
