package org.tagzoo.zoo.metric;

import java.util.Objects;
import org.apache.commons.lang3.StringUtils;

/**
 * What a number of an evaluation says. A task lists those that it computes; each of them is a
 * column of the table.
 *
 * @param key its name in files, such as {@code macroF1}; two metrics of one key are the same
 * @param name in a sentence
 * @param heading of its column; {@code |} is where it may be cut in two lines, {@code -|} where
 *     within a word
 * @param meaning one sentence or more for a reader of the table
 */
public record Metric(String key, String name, String heading, String meaning) {

    public static final Metric MICRO_F1 =
            new Metric(
                    "f1",
                    "micro F1",
                    "F1",
                    "micro F1 on the test part: the harmonic mean of precision and recall, counted"
                            + " over all images and labels together. 1 is perfect, 0 is nothing"
                            + " right.");

    public static final Metric PRECISION =
            new Metric(
                    "precision",
                    "micro precision",
                    "preci-|sion",
                    "the share of predicted labels that are true");

    public static final Metric RECALL =
            new Metric(
                    "recall",
                    "micro recall",
                    "recall",
                    "the share of true labels that are predicted");

    public static final Metric MACRO_F1 =
            new Metric(
                    "macroF1",
                    "macro F1",
                    "macro|F1",
                    "the mean of the labels' own F1: a rare label counts as much as a common one");

    public static final Metric LABEL_ACCURACY =
            new Metric(
                    "labelAccuracy",
                    "label accuracy",
                    "label|accuracy",
                    "the share of labels of images that are decided rightly, given or not. It"
                            + " misleads where labels are rare: predicting none of them is right"
                            + " mostly.");

    public static final Metric MEAN_AVERAGE_PRECISION =
            new Metric(
                    "mAP",
                    "mAP",
                    "mAP",
                    "the mean of the labels' average precision: how well the scores rank the"
                            + " images, at no threshold in particular");

    public static final Metric F1_PER_LABEL_THRESHOLDS =
            new Metric(
                    "f1PerLabelThresholds",
                    "micro F1 with per-label thresholds",
                    "F1, per-label thresholds",
                    "micro F1 on the test part with one threshold for each label, all chosen on the"
                            + " validation part");

    public static final Metric RATIO_OF_F1 =
            new Metric(
                    "ratioOfF1",
                    "train/validation F1 ratio",
                    "F1|ratio",
                    "micro F1 on train over micro F1 on validation, after the last epoch. Above 1,"
                            + " the network knows its training images better than new ones:"
                            + " overfitting.");

    public static final Metric THRESHOLD =
            new Metric(
                    "threshold",
                    "threshold",
                    "thres-|hold",
                    "a label is predicted where its score is at least this; chosen on the"
                            + " validation part");

    public static final Metric TOP_1 =
            new Metric(
                    "top1",
                    "top-1 accuracy",
                    "top-1",
                    "top-1 accuracy on the test part: the share of images whose class has the"
                            + " highest score. 1 is perfect, 0 is nothing right.");

    public static final Metric TOP_5 =
            new Metric(
                    "top5",
                    "top-5 accuracy",
                    "top-5",
                    "the share of images whose class is among the five with the highest scores");

    public static final Metric BALANCED_ACCURACY =
            new Metric(
                    "balancedAccuracy",
                    "balanced accuracy",
                    "balanced|accuracy",
                    "the mean of the classes' recall: a rare class counts as much as a common one");

    public static final Metric MATTHEWS =
            new Metric(
                    "matthews",
                    "Matthews correlation",
                    "MCC",
                    "the Matthews correlation of true and predicted classes: 1 is perfect, 0 is no"
                            + " better than chance, whatever the classes' sizes");

    public static final Metric RATIO_OF_TOP_1 =
            new Metric(
                    "ratioOfTop1",
                    "train/validation top-1 ratio",
                    "top-1|ratio",
                    "top-1 on train over top-1 on validation, after the last epoch. Above 1, the"
                            + " network knows its training images better than new ones: overfitting.");

    public static final Metric MEAN_IOU =
            new Metric(
                    "meanIou",
                    "mean IoU",
                    "mean|IoU",
                    "intersection over union of the predicted and the true box, the mean over the"
                            + " images that have one. 1 is the same box, 0 is beside it.");

    public static final Metric CLASS_LOSS =
            new Metric("classLoss", "class loss", "class|loss", "the loss of the class alone");

    public static final Metric BOX_LOSS =
            new Metric(
                    "boxLoss",
                    "box loss",
                    "box|loss",
                    "the loss of the box alone: a share of its mean squared error");

    public Metric {
        Objects.requireNonNull(key, "a metric has a key");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metric that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return key;
    }

    /** Returns the heading in one line, as one begins. */
    public String title() {
        return StringUtils.capitalize(onOneLine(heading));
    }

    /** Returns a heading that may be cut in two, on one line. */
    public static String onOneLine(String heading) {
        return heading.replace("-|", "").replace('|', ' ');
    }
}
