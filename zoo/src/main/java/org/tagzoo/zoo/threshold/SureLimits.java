package org.tagzoo.zoo.threshold;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.OperatingPoints;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * From which scores on an answer is sure: an image has label {@code l} where its score is at least
 * {@code from[l]}, and has it not where it is below {@code below[l]}. Between the two, "not sure"
 * is the answer. Limits are compared as {@link Thresholds} are.
 *
 * <p>Of classes that exclude each other only the one of the highest score is an answer, and there
 * is one limit for all, from which it is sure.
 *
 * @param from {@code [L]}, each 0 to 1, or {@link Thresholds#NEVER}
 * @param below {@code [L]}, each 0 to {@code from[l]}; 0 where no score is low enough
 */
public record SureLimits(List<Double> from, List<Double> below) {

    public SureLimits {
        from = new Thresholds(from).values();
        below = new Thresholds(below).values();
        Check.that(
                from.size() == below.size(),
                "limits below which labels are sure",
                from.size() + "",
                below.size());
        for (int l = 0; l < from.size(); l++) {
            Check.within("the limit below which a label is sure", below.get(l), 0, from.get(l));
        }
    }

    /**
     * Chooses the limits that give most answers, of which a share is likely to be right on other
     * images too: the lower end of its 95% Clopper-Pearson interval on validation is not below, of
     * those that have a label and of those that don't. Thresholds stand between the limits, or are
     * one where that is sure already.
     *
     * @param validation scores that no network was fitted to
     * @param share of right answers, above 0, below 1
     */
    public static SureLimits choose(ScoreMatrix validation, Thresholds thresholds, double share) {
        Check.that(share > 0 && share < 1, "the share of right answers", "above 0, below 1", share);
        List<Double> from = new ArrayList<>();
        List<Double> below = new ArrayList<>();
        for (int l = 0; l < thresholds.values().size(); l++) {
            double threshold = thresholds.value(l);
            OperatingPoints at = OperatingPoints.at(validation, l, threshold);
            OperatingPoints all = OperatingPoints.of(validation, l);
            int images = all.predicted(all.size() - 1);
            from.add(isSureOfHaving(at, 0, share) ? threshold : from(all, threshold, share));
            below.add(
                    isSureOfLacking(at, 0, images, share)
                            ? threshold
                            : below(all, threshold, images, share));
        }
        return new SureLimits(from, below);
    }

    /**
     * Chooses the limit of classes that gives most answers, in the same way: it is the lowest
     * highest score of a validation image from which on the share of images that are given their
     * class is so high by its interval; {@link Thresholds#NEVER} if there is none.
     *
     * @param validation scores of classes that no network was fitted to, one target an image
     * @param share of right answers, above 0, below 1
     */
    public static SureLimits ofClasses(ScoreMatrix validation, double share) {
        Check.that(share > 0 && share < 1, "the share of right answers", "above 0, below 1", share);
        float[][] highest = new float[validation.images()][1];
        boolean[][] isRight = new boolean[highest.length][1];
        for (int n = 0; n < highest.length; n++) {
            int given = validation.highest(n);
            highest[n][0] = validation.scores()[n][given];
            isRight[n][0] = validation.targets()[n][given];
        }
        double from = from(OperatingPoints.of(new ScoreMatrix(highest, isRight), 0), -1, share);
        return new SureLimits(
                Collections.nCopies(validation.labels(), from),
                Collections.nCopies(validation.labels(), 0.0));
    }

    private static double from(OperatingPoints points, double threshold, double share) {
        for (int i = points.size() - 1; i > 0; i--) {
            if (points.threshold(i) > threshold && isSureOfHaving(points, i, share)) {
                return points.threshold(i);
            }
        }
        return Thresholds.NEVER;
    }

    private static double below(
            OperatingPoints points, double threshold, int images, double share) {
        for (int i = 0; i < points.size(); i++) {
            if (points.threshold(i) < threshold && isSureOfLacking(points, i, images, share)) {
                return points.threshold(i);
            }
        }
        return 0;
    }

    private static boolean isSureOfHaving(OperatingPoints points, int i, double share) {
        return areEnough(points.truePositives(i), points.predicted(i), share);
    }

    private static boolean isSureOfLacking(
            OperatingPoints points, int i, int images, double share) {
        int others = images - points.predicted(i);
        int missed = points.positives() - points.truePositives(i);
        return areEnough(others - missed, others, share);
    }

    /** The lower end is never above the share itself, which is quickly known. */
    private static boolean areEnough(int right, int of, double share) {
        return of > 0 && right >= share * of && Interval.ofShare(right, of).low() >= share;
    }

    /** Returns whether nothing is sure of an image with this score. */
    public boolean isUnsure(int label, float score) {
        return score >= below.get(label).floatValue() && score < from.get(label).floatValue();
    }
}
