package org.tagzoo.zoo.threshold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.metric.BootstrapSamples;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * One threshold for all labels, chosen among 0.05, 0.10, ... 1.00 by the best micro F1 on
 * validation scores. Of several that are best, the one nearest to 0.5 is taken, and of two that are
 * equally near, the higher.
 *
 * @param points the micro metrics at each threshold, ascending
 * @param best the point chosen
 */
public record ThresholdScan(List<Point> points, Point best) {

    private static final int STEPS = 20;
    private static final int SAMPLES = 200;

    /** Micro metrics at one threshold. */
    public record Point(double threshold, PrecisionRecallF1 micro) {}

    public ThresholdScan {
        points = List.copyOf(points);
    }

    /**
     * Scans.
     *
     * @param validation scores that no network was fitted to
     * @throws IllegalArgumentException if there is no image
     */
    public static ThresholdScan of(ScoreMatrix validation) {
        if (validation.images() == 0) {
            throw new IllegalArgumentException("No validation images to choose a threshold on");
        }
        long[] scores = new long[STEPS + 1];
        long[] hits = new long[STEPS + 1];
        float[] limits = limits();
        for (int n = 0; n < validation.images(); n++) {
            count(validation, n, limits, scores, hits);
        }
        return of(scores, hits);
    }

    /**
     * Returns the middle 95% of the thresholds that are chosen on 200 bootstrap samples of the
     * images.
     *
     * @param validation scores that no network was fitted to, at least one image
     * @param groupOf {@code [N]}, the group of each image, numbered from 0 by their first images;
     *     groups are drawn whole
     * @param seed of the run
     */
    public static Interval interval(ScoreMatrix validation, int[] groupOf, long seed) {
        int images = validation.images();
        long[][] scores = new long[images][STEPS + 1];
        long[][] hits = new long[images][STEPS + 1];
        float[] limits = limits();
        for (int n = 0; n < images; n++) {
            count(validation, n, limits, scores[n], hits[n]);
        }
        double[] drawn = new double[SAMPLES];
        int groups = Arrays.stream(groupOf).max().orElseThrow() + 1;
        new BootstrapSamples(groups, seed)
                .forEach(
                        SAMPLES,
                        groupOf,
                        (sample, times) ->
                                drawn[sample] =
                                        of(sum(scores, times), sum(hits, times))
                                                .best()
                                                .threshold());
        return Interval.ofMiddle(drawn);
    }

    private static long[] sum(long[][] rows, int[] times) {
        long[] sum = new long[STEPS + 1];
        for (int n = 0; n < rows.length; n++) {
            for (int k = 0; times[n] > 0 && k <= STEPS; k++) {
                sum[k] += times[n] * rows[n][k];
            }
        }
        return sum;
    }

    private static float[] limits() {
        // k / 20.0 is the double nearest to the decimal number; 0.05 * k is not always.
        float[] limits = new float[STEPS];
        for (int k = 0; k < STEPS; k++) {
            limits[k] = (float) ((k + 1) / (double) STEPS);
        }
        return limits;
    }

    /** Counts how many scores, and how many true ones, pass exactly the first k thresholds. */
    private static void count(
            ScoreMatrix validation, int n, float[] limits, long[] scores, long[] hits) {
        for (int l = 0; l < validation.labels(); l++) {
            if (Unknown.is(validation.unknown(), n, l)) {
                continue;
            }
            int found = Arrays.binarySearch(limits, validation.scores()[n][l]);
            int passed = found >= 0 ? found + 1 : -found - 1;
            scores[passed]++;
            hits[passed] += validation.targets()[n][l] ? 1 : 0;
        }
    }

    private static ThresholdScan of(long[] scores, long[] hits) {
        double positives = Arrays.stream(hits).sum();
        List<Point> points = new ArrayList<>();
        double predicted = 0;
        double truePositives = 0;
        for (int k = STEPS; k >= 1; k--) {
            predicted += scores[k];
            truePositives += hits[k];
            Counts counts = Counts.ofHits(truePositives, predicted, positives);
            points.add(0, new Point(k / (double) STEPS, counts.metrics()));
        }
        return new ThresholdScan(points, best(points));
    }

    private static Point best(List<Point> points) {
        return points.stream()
                .max(
                        Comparator.comparingDouble((Point p) -> p.micro().f1())
                                .thenComparingLong(p -> -Math.abs(stepsFromHalf(p)))
                                .thenComparingDouble(Point::threshold))
                .orElseThrow();
    }

    private static long stepsFromHalf(Point point) {
        return Math.round(point.threshold() * STEPS) - STEPS / 2;
    }
}
