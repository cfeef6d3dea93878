package org.tagzoo.zoo.threshold;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.RandomFolds;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * Thresholds between one for all labels and one for each: a label that few validation images have
 * takes one near the common one, since its own fits those few images. Between the logits of both it
 * is the mean, that of its own weighing as much as the images with the label are, the common one as
 * much as {@code strength} images.
 *
 * <p>The strength is 0 (its own alone), 5, 10, 20, 50, 100, 200, 500 or infinite (the common one
 * alone): that of the best micro F1 over five folds of the validation images, each decided by
 * thresholds of the others; of several that are best the largest.
 *
 * @param common the threshold for all labels
 * @param strength 0 or more, may be infinite
 */
public record ShrunkThresholds(double common, double strength) {

    private static final double[] STRENGTHS = {
        Double.POSITIVE_INFINITY, 500, 200, 100, 50, 20, 10, 5, 0
    };
    private static final int FOLDS = 5;
    private static final double LEAST = 0x1p-24;

    /**
     * Finds how far to shrink.
     *
     * @param validation scores that no network was fitted to, at least one image
     * @param groupOf {@code [N]}, the group of each image, from 0; groups stay whole
     * @param seed of the folds
     */
    public static ShrunkThresholds of(ScoreMatrix validation, int[] groupOf, long seed) {
        int[] foldOf = RandomFolds.of(groupOf, FOLDS, seed, "folds of shrinkage");
        Counts[] sums = new Counts[STRENGTHS.length];
        Arrays.fill(sums, new Counts(0, 0, 0));
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            int[] own = rows(foldOf, f -> f == left);
            int[] others = rows(foldOf, f -> f != left);
            if (own.length == 0 || others.length == 0) {
                continue;
            }
            ScoreMatrix tested = validation.rows(own);
            ScoreMatrix fitted = validation.rows(others);
            double common = ThresholdScan.of(fitted).best().threshold();
            Thresholds each = own(fitted);
            for (int s = 0; s < STRENGTHS.length; s++) {
                Thresholds shrunk = new ShrunkThresholds(common, STRENGTHS[s]).shrink(each, fitted);
                for (Counts label : Evaluation.of(shrunk.decide(tested)).labels()) {
                    sums[s] = sums[s].plus(label);
                }
            }
        }
        int best = 0;
        for (int s = 1; s < sums.length; s++) {
            best = sums[s].f1() > sums[best].f1() ? s : best;
        }
        return new ShrunkThresholds(
                ThresholdScan.of(validation).best().threshold(), STRENGTHS[best]);
    }

    private static int[] rows(int[] foldOf, IntPredicate which) {
        return IntStream.range(0, foldOf.length).filter(n -> which.test(foldOf[n])).toArray();
    }

    private static Thresholds own(ScoreMatrix scores) {
        return PerLabelThresholds.choose(scores, PerLabelThresholds.Criterion.MICRO_F1);
    }

    /** Returns the thresholds that validation scores give. */
    public Thresholds choose(ScoreMatrix validation) {
        return shrink(own(validation), validation);
    }

    private Thresholds shrink(Thresholds own, ScoreMatrix scores) {
        return new Thresholds(
                IntStream.range(0, scores.labels())
                        .mapToObj(l -> shrink(own.value(l), positives(scores, l)))
                        .toList());
    }

    private static int positives(ScoreMatrix scores, int label) {
        return (int) scores.known(label).filter(n -> scores.targets()[n][label]).count();
    }

    /**
     * Returns a label's threshold.
     *
     * @param own the label's own, 0 to 1 or {@link Thresholds#NEVER}
     * @param positives images that it was chosen on, with the label
     */
    double shrink(double own, int positives) {
        if (strength == 0) {
            return own;
        }
        if (Double.isInfinite(strength)) {
            return common;
        }
        double logit = (positives * logit(own) + strength * logit(common)) / (positives + strength);
        return 1 / (1 + Math.exp(-logit));
    }

    private static double logit(double threshold) {
        double p = Math.min(Math.max(threshold, LEAST), 1 - LEAST);
        return Math.log(p / (1 - p));
    }
}
