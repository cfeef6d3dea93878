package org.tagzoo.zoo.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well features find images of the same kind: each query ranks the gallery by cosine
 * similarity, itself left out; a gallery image is relevant if it shares a label with the query.
 *
 * <p>Average precision equals scikit-learn's {@code average_precision_score} of the query's
 * similarities; equal similarities are one step of the ranking, in no order among themselves.
 * Precision at 10 is the share of relevant images among the first ten; of images that tie for the
 * last places it counts the share that is relevant. A gallery of fewer than ten can't reach 1. The
 * cosine of a vector of zeros is 0.
 *
 * @param queries that have a relevant image in the gallery, 1 or more
 * @param leftOut queries that have none, which count for nothing
 * @param averagePrecision mAP: its mean over the queries
 * @param precisionAt10 the mean over the queries
 */
public record Retrieval(int queries, int leftOut, Figure averagePrecision, Figure precisionAt10) {

    /** Where the ranking is cut. */
    public static final int K = 10;

    /**
     * A mean over queries.
     *
     * @param mean 0 to 1
     * @param interval 95% percentile bootstrap over queries
     * @param chance what a random order of the gallery gives on average; for average precision that
     *     of Bestgen 2015, "Exact Expected Average Precision of the Random Baseline for System
     *     Evaluation"
     */
    public record Figure(double mean, Interval interval, double chance) {}

    /** What one query gives. */
    private record Query(double ap, double p10, double apChance, double p10Chance) {}

    /**
     * Ranks and evaluates; in blocks of queries, on as many threads as there are, with the same
     * result on any number.
     *
     * @param features {@code [N, F]}, finite
     * @param labels of each image; not changed
     * @param queries indices of images
     * @param gallery indices of images, each once
     * @param seed the seed of the run
     * @return empty if no query has a relevant image
     * @throws IllegalArgumentException if a feature is not finite
     */
    public static Optional<Retrieval> of(
            float[][] features, BitSet[] labels, int[] queries, int[] gallery, long seed) {
        Cosines cosines = Cosines.of(features, gallery);
        Query[] measured = new Query[queries.length];
        IntStream.range(0, (queries.length + Cosines.BLOCK - 1) / Cosines.BLOCK)
                .parallel()
                .forEach(
                        block -> {
                            int first = block * Cosines.BLOCK;
                            int end = Math.min(queries.length, first + Cosines.BLOCK);
                            int[] some = Arrays.copyOfRange(queries, first, end);
                            double[][] rows = cosines.of(some);
                            for (int i = 0; i < some.length; i++) {
                                measured[first + i] = query(some[i], gallery, rows[i], labels);
                            }
                        });
        List<Query> counted = new ArrayList<>(Arrays.asList(measured));
        counted.removeIf(query -> query == null);
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Retrieval(
                        counted.size(),
                        queries.length - counted.size(),
                        figure(counted, Query::ap, Query::apChance, seed),
                        figure(counted, Query::p10, Query::p10Chance, seed)));
    }

    /** Returns {@code null} for a query without any relevant image. */
    private static Query query(int query, int[] gallery, double[] cosines, BitSet[] labels) {
        double[] all = new double[gallery.length];
        double[] relevant = new double[gallery.length];
        int images = 0;
        int hits = 0;
        for (int i = 0; i < gallery.length; i++) {
            if (gallery[i] != query) {
                all[images++] = cosines[i];
                if (labels[gallery[i]].intersects(labels[query])) {
                    relevant[hits++] = cosines[i];
                }
            }
        }
        if (hits == 0) {
            return null;
        }
        Arrays.sort(all, 0, images);
        Arrays.sort(relevant, 0, hits);
        double share = (double) hits / images;
        return new Query(
                averagePrecision(all, images, relevant, hits),
                precisionAt10(all, images, relevant, hits),
                expectedAveragePrecision(images, hits),
                share * Math.min(K, images) / K);
    }

    /** Both ascending. */
    private static double averagePrecision(double[] all, int images, double[] relevant, int hits) {
        double sum = 0;
        int a = images;
        for (int r = hits; r > 0; ) {
            double cosine = relevant[r - 1];
            int before = r;
            while (r > 0 && relevant[r - 1] == cosine) {
                r--;
            }
            while (a > 0 && all[a - 1] >= cosine) {
                a--;
            }
            sum += (double) (before - r) * (hits - r) / (images - a);
        }
        return sum / hits;
    }

    private static double precisionAt10(double[] all, int images, double[] relevant, int hits) {
        if (images <= K) {
            return (double) hits / K;
        }
        double last = all[images - K];
        long above = IntStream.range(0, images).filter(i -> all[i] > last).count();
        long ties = IntStream.range(0, images).filter(i -> all[i] == last).count();
        long hitsAbove = IntStream.range(0, hits).filter(i -> relevant[i] > last).count();
        long hitsTied = IntStream.range(0, hits).filter(i -> relevant[i] == last).count();
        return (hitsAbove + (double) (K - above) * hitsTied / ties) / K;
    }

    private static double expectedAveragePrecision(int images, int hits) {
        double harmonic = IntStream.rangeClosed(1, images).mapToDouble(i -> 1.0 / i).sum();
        double others = images == 1 ? 0 : (hits - 1.0) / (images - 1);
        return (harmonic + others * (images - harmonic)) / images;
    }

    private static Figure figure(
            List<Query> queries,
            ToDoubleFunction<Query> value,
            ToDoubleFunction<Query> chance,
            long seed) {
        double[] values = queries.stream().mapToDouble(value).toArray();
        double[] means = new double[F1Intervals.RESAMPLES];
        new BootstrapSamples(values.length, seed)
                .forEach(
                        means.length,
                        (r, times) -> {
                            double sum = 0;
                            for (int i = 0; i < values.length; i++) {
                                sum += times[i] * values[i];
                            }
                            means[r] = sum / values.length;
                        });
        return new Figure(
                Arrays.stream(values).average().orElseThrow(),
                Interval.ofMiddle(means),
                queries.stream().mapToDouble(chance).average().orElseThrow());
    }
}
