package org.tagzoo.app.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.score.Decisions;

/**
 * Micro F1 of some images, and how much it would vary with other images: as a ratio of two sums
 * over independent sets of images, by the linearised variance (Cochran, Sampling Techniques, 1977,
 * 6.4).
 *
 * @param sets how many sets of images that show the same
 * @param f1 0 where nothing is true and nothing predicted
 * @param variance of it; 0 where there is one set at most
 */
record F1Share(int sets, double f1, double variance) {

    private static final double TAIL = 1.959963984540054;

    /**
     * Counts.
     *
     * @param sameLook the set of each image
     * @param isInside marks images
     * @param which whether those marked are counted, or the others
     */
    static F1Share of(Decisions decisions, int[] sameLook, boolean[] isInside, boolean which) {
        Map<Integer, double[]> sums = new LinkedHashMap<>();
        for (int n = 0; n < sameLook.length; n++) {
            if (isInside[n] == which) {
                double[] sum = sums.computeIfAbsent(sameLook[n], set -> new double[2]);
                for (int l = 0; l < decisions.labels(); l++) {
                    int predicted = decisions.predicted()[n][l] ? 1 : 0;
                    int has = decisions.targets()[n][l] ? 1 : 0;
                    sum[0] += 2 * predicted * has;
                    sum[1] += predicted + has;
                }
            }
        }
        double hits = sums.values().stream().mapToDouble(sum -> sum[0]).sum();
        double all = sums.values().stream().mapToDouble(sum -> sum[1]).sum();
        double f1 = all == 0 ? 0 : hits / all;
        double squares =
                sums.values().stream()
                        .mapToDouble(sum -> (sum[0] - f1 * sum[1]) * (sum[0] - f1 * sum[1]))
                        .sum();
        int sets = sums.size();
        boolean isKnown = sets > 1 && all > 0;
        return new F1Share(
                sets, f1, isKnown ? (double) sets / (sets - 1) * squares / all / all : 0);
    }

    /** Returns the 95% interval, within 0 and 1. */
    Interval interval() {
        double half = TAIL * Math.sqrt(variance);
        return new Interval(Math.max(0, f1 - half), Math.min(1, f1 + half));
    }
}
