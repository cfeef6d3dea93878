package org.tagzoo.app.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.tagzoo.zoo.metric.Holm;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * A label that depends on the order of the images: those that have it follow one another more often
 * than chance explains.
 *
 * @param label its name
 * @param share of the images that have it
 * @param after share of those that follow one that has it
 * @param p of the runs test (Wald and Wolfowitz 1940), one-sided, normal approximation without
 *     correction for continuity, as statsmodels' {@code runstest_1samp} has it, corrected for the
 *     number of labels by Holm
 */
public record OrderEffect(String label, double share, double after, double p) {

    private static final double LEVEL = 0.05;

    /**
     * So much more often it must follow itself: of many images, chance explains next to nothing.
     */
    private static final double LEAST = 0.1;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /**
     * Finds labels.
     *
     * @param names of the labels
     * @param truth of the images in their order; unknown labels are passed over
     * @param sameLook {@code [N]}, the first image that shows the same as each: of those, only the
     *     first counts
     * @return those that follow themselves most beyond their share first
     */
    static List<OrderEffect> find(List<String> names, ScoreMatrix truth, int[] sameLook) {
        List<OrderEffect> all = new ArrayList<>();
        for (int l = 0; l < names.size(); l++) {
            int label = l;
            int[] has =
                    truth.known(l)
                            .filter(n -> sameLook[n] == n)
                            .map(n -> truth.targets()[n][label] ? 1 : 0)
                            .toArray();
            all.add(of(names.get(l), has));
        }
        List<Double> corrected = Holm.correct(all.stream().map(OrderEffect::p).toList());
        return IntStream.range(0, all.size())
                .mapToObj(l -> all.get(l).with(corrected.get(l)))
                .filter(effect -> effect.p <= LEVEL && effect.excess() >= LEAST)
                .sorted(Comparator.comparingDouble(OrderEffect::excess).reversed())
                .toList();
    }

    private double excess() {
        return after - share;
    }

    private OrderEffect with(double corrected) {
        return new OrderEffect(label, share, after, corrected);
    }

    /**
     * Tests one label.
     *
     * @param has 1 or 0 for each image in order
     */
    static OrderEffect of(String name, int[] has) {
        int positives = IntStream.of(has).sum();
        int runs = has.length == 0 ? 0 : 1;
        int pairs = 0;
        for (int n = 1; n < has.length; n++) {
            runs += has[n] == has[n - 1] ? 0 : 1;
            pairs += has[n] * has[n - 1];
        }
        int followed = positives == 0 ? 0 : positives - has[has.length - 1];
        double mean = 2.0 * positives * (has.length - positives) / Math.max(1, has.length) + 1;
        double variance = (mean - 1) * (mean - 2) / Math.max(1, has.length - 1);
        return new OrderEffect(
                name,
                has.length == 0 ? 0 : (double) positives / has.length,
                followed == 0 ? 0 : (double) pairs / followed,
                variance > 0
                        ? NORMAL.cumulativeProbability((runs - mean) / Math.sqrt(variance))
                        : 1);
    }
}
