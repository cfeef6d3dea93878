package org.tagzoo.zoo.calibration;

import java.util.Optional;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.CalibrationMetrics;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.score.RandomFolds;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * A calibration fitted on validation scores, and what it makes of scores that it was not fitted to:
 * each fifth of the validation images calibrated by a fit on the others. On those, thresholds can
 * be chosen. Test images play no part.
 *
 * <p>A label whose log loss these fits make worse is left as it is, and so are classes.
 *
 * @param calibration fitted on all validation images
 * @param outOfFold {@code [N, L]}, the validation images, each calibrated by a fit without it
 */
public record CrossFitted(Calibration calibration, ScoreMatrix outOfFold) {

    private static final int FOLDS = 5;
    private static final int FEWEST = 10;
    private static final int POSITIVES_THAT_TELL = 30;

    /**
     * Fits each label by itself: isotonic steps from 200 images with it and 200 without on, else
     * Platt's curve; none where all images or none have it.
     *
     * @param validation scores that no network was fitted to, at least one image
     * @param groupOf {@code [N]}, the group of each image, from 0; groups stay whole
     * @param seed of the folds
     */
    public static CrossFitted ofTags(ScoreMatrix validation, int[] groupOf, long seed) {
        int[] foldOf = folds(validation, groupOf, seed);
        ScoreMatrix tried = outOfFold(validation, foldOf, LabelCalibrations::fit);
        boolean[] left = new boolean[validation.labels()];
        for (int l = 0; l < left.length; l++) {
            left[l] =
                    CalibrationMetrics.of(tried, l).logLoss()
                            > CalibrationMetrics.of(validation, l).logLoss();
        }
        return new CrossFitted(LabelCalibrations.fit(validation), tried).without(left, validation);
    }

    /**
     * Returns what can be calibrated of a network, but for labels with 30 test images that have
     * them whose log loss rises there by more than its 95% margin: these are left as they are. So
     * are classes whose log loss, that of all together, does so on 30 test images or more. That
     * alone rests on test images.
     *
     * @param areClasses whether labels exclude each other
     * @param groupOf the group of each validation image, from 0
     * @return empty if there are fewer than 10 validation or 2 test images
     */
    public static Optional<CrossFitted> ofNetwork(
            boolean areClasses,
            ScoreMatrix validation,
            int[] groupOf,
            ScoreMatrix test,
            long seed) {
        if (validation.images() < FEWEST || test.images() < 2) {
            return Optional.empty();
        }
        return Optional.of(
                areClasses
                        ? ofClasses(validation, groupOf, seed).checkedClasses(validation, test)
                        : ofTags(validation, groupOf, seed).checked(validation, test));
    }

    private CrossFitted checkedClasses(ScoreMatrix validation, ScoreMatrix test) {
        Spread rise = CalibrationMetrics.riseOfClasses(test, calibration.apply(test));
        boolean isWorse = test.images() >= POSITIVES_THAT_TELL && rise.mean() > rise.margin();
        return isWorse ? new CrossFitted(TemperatureScaling.NONE, validation) : this;
    }

    private CrossFitted checked(ScoreMatrix validation, ScoreMatrix test) {
        ScoreMatrix calibrated = calibration.apply(test);
        boolean[] left = new boolean[test.labels()];
        for (int l = 0; l < left.length; l++) {
            int label = l;
            long positives = test.known(l).filter(n -> test.targets()[n][label]).count();
            if (positives >= POSITIVES_THAT_TELL) {
                Spread rise = CalibrationMetrics.rise(test, calibrated, l);
                left[l] = rise.mean() > rise.margin();
            }
        }
        return without(left, validation);
    }

    /** Returns the same, but for some labels that are left as they are; of tags. */
    private CrossFitted without(boolean[] left, ScoreMatrix validation) {
        return new CrossFitted(
                ((LabelCalibrations) calibration).without(left),
                mixed(validation, outOfFold, left));
    }

    /**
     * Fits one temperature to scores of classes that exclude each other; {@link
     * TemperatureScaling#NONE} where it makes their log loss worse on images that it was not fitted
     * to.
     */
    public static CrossFitted ofClasses(ScoreMatrix validation, int[] groupOf, long seed) {
        int[] foldOf = folds(validation, groupOf, seed);
        ScoreMatrix tried = outOfFold(validation, foldOf, TemperatureScaling::fit);
        return validation.images() > 1
                        && CalibrationMetrics.riseOfClasses(validation, tried).mean() > 0
                ? new CrossFitted(TemperatureScaling.NONE, validation)
                : new CrossFitted(TemperatureScaling.fit(validation), tried);
    }

    /** Fits a calibration to scores. */
    private interface Fit {
        Calibration to(ScoreMatrix scores);
    }

    private static ScoreMatrix outOfFold(ScoreMatrix validation, int[] foldOf, Fit fit) {
        float[][] probabilities = new float[validation.images()][];
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            int[] others =
                    IntStream.range(0, foldOf.length).filter(n -> foldOf[n] != left).toArray();
            int[] own = IntStream.range(0, foldOf.length).filter(n -> foldOf[n] == left).toArray();
            if (own.length == 0 || others.length == 0) {
                for (int n : own) {
                    probabilities[n] = validation.scores()[n];
                }
                continue;
            }
            Calibration calibration = fit.to(validation.rows(others));
            for (int n : own) {
                probabilities[n] = calibration.apply(validation.scores()[n]);
            }
        }
        return new ScoreMatrix(probabilities, validation.targets(), validation.unknown());
    }

    private static ScoreMatrix mixed(ScoreMatrix raw, ScoreMatrix calibrated, boolean[] left) {
        float[][] scores = new float[raw.images()][];
        for (int n = 0; n < scores.length; n++) {
            scores[n] = calibrated.scores()[n].clone();
            for (int l = 0; l < left.length; l++) {
                scores[n][l] = left[l] ? raw.scores()[n][l] : scores[n][l];
            }
        }
        return new ScoreMatrix(scores, raw.targets(), raw.unknown());
    }

    /** Deals groups out at random, whatever their labels: no target moves its own image's fold. */
    private static int[] folds(ScoreMatrix validation, int[] groupOf, long seed) {
        Check.that(
                groupOf.length == validation.images() && groupOf.length > 0,
                "groups",
                "one an image, and at least one",
                groupOf.length);
        return RandomFolds.of(groupOf, FOLDS, seed, "calibration folds");
    }
}
