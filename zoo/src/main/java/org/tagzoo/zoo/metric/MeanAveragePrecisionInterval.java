package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * How far {@link AveragePrecision#mean} would move had other images of the same kind been drawn: a
 * 95% percentile bootstrap interval over the very samples of {@link F1Intervals}. A label that a
 * sample lacks is left out of its mean.
 */
public final class MeanAveragePrecisionInterval {

    private MeanAveragePrecisionInterval() {}

    /**
     * Draws and evaluates; on as many threads as there are, with the same result on any number.
     *
     * @param scores at least one image and one label
     * @param seed the seed of the run
     * @throws IllegalArgumentException if there is no image or no label
     */
    public static Interval of(ScoreMatrix scores, long seed) {
        return of(scores, seed, F1Intervals.RESAMPLES);
    }

    static Interval of(ScoreMatrix scores, long seed, int resamples) {
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
                .forEach(resamples, (r, times) -> means[r] = mean(rankings, times));
        return Interval.ofMiddle(means);
    }

    private static double mean(List<Ranking> rankings, int[] times) {
        double sum = 0;
        int supported = 0;
        for (Ranking ranking : rankings) {
            double precision = ranking.averagePrecision(times);
            if (!Double.isNaN(precision)) {
                sum += precision;
                supported++;
            }
        }
        return supported == 0 ? 0 : sum / supported;
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
                    IntStream.range(0, scores.images())
                            .boxed()
                            .sorted(Comparator.comparing((Integer n) -> -scores.scores()[n][label]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            boolean[] isTrue = new boolean[order.length];
            boolean[] ends = new boolean[order.length];
            Arrays.fill(ends, true);
            for (int i = 0; i < order.length; i++) {
                isTrue[i] = scores.targets()[order[i]][label];
                if (i > 0 && at(scores, label, order[i - 1]) == at(scores, label, order[i])) {
                    ends[i - 1] = false;
                }
            }
            return new Ranking(order, isTrue, ends);
        }

        private static float at(ScoreMatrix scores, int label, int image) {
            return scores.scores()[image][label];
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
