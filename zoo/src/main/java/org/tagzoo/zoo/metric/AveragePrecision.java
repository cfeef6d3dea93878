package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * How well scores rank, whatever the threshold: precision at each different score, weighed by the
 * recall that this score adds, {@code sum (R_i - R_(i-1)) * P_i}. 0 to 1; equal scores count as one
 * step, in no order among themselves. Nothing is interpolated.
 *
 * <p>Equal to scikit-learn's {@code average_precision_score}; without any true image it is 0 there
 * and here.
 */
public final class AveragePrecision {

    private AveragePrecision() {}

    /** Returns the average precision of each label, in order; 0 for a label without support. */
    public static double[] perLabel(ScoreMatrix scores) {
        return IntStream.range(0, scores.labels())
                .parallel()
                .mapToDouble(label -> of(OperatingPoints.of(scores, label)))
                .toArray();
    }

    /**
     * Returns mAP, the plain mean over the labels that have support; 0 if none has. (scikit-learn's
     * macro mean counts a label without support as 0.)
     */
    public static double mean(ScoreMatrix scores) {
        double[] perLabel = perLabel(scores);
        return meanOf(
                IntStream.range(0, perLabel.length)
                        .filter(l -> Arrays.stream(scores.targets()).anyMatch(row -> row[l]))
                        .mapToDouble(l -> perLabel[l]));
    }

    /** Adds one after the other: a stream's own sum has other last bits. */
    private static double meanOf(DoubleStream supported) {
        double[] values = supported.toArray();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }

    private static double of(OperatingPoints points) {
        double sum = 0;
        for (int i = 1; i < points.size(); i++) {
            double added = points.truePositives(i) - points.truePositives(i - 1);
            sum += added * points.truePositives(i) / points.predicted(i);
        }
        return points.positives() == 0 ? 0 : sum / points.positives();
    }

    /**
     * Returns how far {@link #mean} would move had other images of the same kind been drawn: a 95%
     * percentile bootstrap interval over the very samples of {@link F1Intervals}. A label that a
     * sample lacks is left out of its mean. On as many threads as there are, with the same result
     * on any number.
     *
     * @param scores at least one image and one label
     * @param seed the seed of the run
     * @throws IllegalArgumentException if there is no image or no label
     */
    public static Interval interval(ScoreMatrix scores, long seed) {
        return interval(scores, seed, F1Intervals.RESAMPLES);
    }

    static Interval interval(ScoreMatrix scores, long seed, int resamples) {
        if (scores.labels() == 0) {
            throw new IllegalArgumentException("Nothing to draw from: no images or no labels");
        }
        List<Ranking> rankings =
                IntStream.range(0, scores.labels())
                        .parallel()
                        .mapToObj(label -> Ranking.of(scores, label))
                        .toList();
        double[] means = new double[resamples];
        new BootstrapSamples(scores.images(), seed)
                .forEach(
                        resamples,
                        (r, times) ->
                                means[r] =
                                        meanOf(
                                                rankings.stream()
                                                        .mapToDouble(l -> l.averagePrecision(times))
                                                        .filter(p -> !Double.isNaN(p))));
        return Interval.ofMiddle(means);
    }

    /**
     * A label's images by falling score.
     *
     * @param images in that order
     * @param isTrue whether each has the label
     * @param endsStep whether the next has another score
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Ranking(int[] images, boolean[] isTrue, boolean[] endsStep) {

        static Ranking of(ScoreMatrix scores, int label) {
            int[] order =
                    scores.known(label)
                            .boxed()
                            .sorted(Comparator.comparing(n -> -scores.scores()[n][label]))
                            .mapToInt(n -> n)
                            .toArray();
            boolean[] isTrue = new boolean[order.length];
            boolean[] ends = new boolean[order.length];
            for (int i = 0; i < order.length; i++) {
                isTrue[i] = scores.targets()[order[i]][label];
                ends[i] =
                        i + 1 == order.length
                                || scores.scores()[order[i]][label]
                                        != scores.scores()[order[i + 1]][label];
            }
            return new Ranking(order, isTrue, ends);
        }

        /** Returns NaN if no true image was drawn. */
        double averagePrecision(int[] times) {
            long predicted = 0;
            long hits = 0;
            long hitsBefore = 0;
            double sum = 0;
            for (int i = 0; i < images.length; i++) {
                int drawn = times[images[i]];
                predicted += drawn;
                hits += isTrue[i] ? drawn : 0;
                if (endsStep[i] && hits > hitsBefore) {
                    sum += (double) (hits - hitsBefore) * hits / predicted;
                    hitsBefore = hits;
                }
            }
            return hits == 0 ? Double.NaN : sum / hits;
        }
    }
}
