package org.tagzoo.zoo.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * A reliability curve: scores in bins of about as many images each, and how often the label was
 * true in each. Of well calibrated scores, a bin's share of positives is its mean score. Equal to
 * scikit-learn's {@code calibration_curve(strategy="quantile", n_bins=10)}: the edges are the
 * deciles, a score on an edge belongs below it, and bins without images are left out.
 *
 * @param bins rising
 */
public record Reliability(List<Bin> bins) {

    private static final int BINS = 10;

    /**
     * Images of similar scores.
     *
     * @param images how many, 1 or more
     * @param meanScore the mean of their scores
     * @param share of them that have the label
     */
    public record Bin(int images, double meanScore, double share) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    static Reliability of(float[] scores, boolean[] targets) {
        if (scores.length == 0) {
            return new Reliability(List.of());
        }
        double[] values = IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray();
        Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        percentile.setData(values);
        double[] edges =
                IntStream.range(1, BINS)
                        .mapToDouble(i -> percentile.evaluate(100.0 * i / BINS))
                        .toArray();
        int[] images = new int[BINS];
        int[] positives = new int[BINS];
        double[] sums = new double[BINS];
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            int bin = (int) Arrays.stream(edges).filter(edge -> edge < value).count();
            images[bin]++;
            positives[bin] += targets[i] ? 1 : 0;
            sums[bin] += value;
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (images[bin] > 0) {
                bins.add(
                        new Bin(
                                images[bin],
                                sums[bin] / images[bin],
                                (double) positives[bin] / images[bin]));
            }
        }
        return new Reliability(bins);
    }

    /**
     * Returns the expected calibration error: how far the share of positives lies from the mean
     * score, over bins by their images; 0 to 1, and 0 without images.
     */
    public double error() {
        double images = bins.stream().mapToInt(Bin::images).sum();
        return bins.stream()
                .mapToDouble(b -> b.images() / images * Math.abs(b.meanScore() - b.share()))
                .sum();
    }
}
