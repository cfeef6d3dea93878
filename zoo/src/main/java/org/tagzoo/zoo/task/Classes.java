package org.tagzoo.zoo.task;

import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.math.NumberUtils;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.loss.SoftmaxCrossEntropyLoss;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelMatrices;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.metric.TopAccuracy;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.Softmax;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Exactly one label an image, its class: a softmax, and an image is given the class of the highest
 * probability, the first of equals. There are no thresholds.
 *
 * <p>Decisions are rows with one true value, so that precision, recall and F1 of a class, confusion
 * and intervals are those of decisions in general. Precision, recall and F1 over all images
 * together are one number then: top-1. Of votes, the class with the most is given; of several, the
 * one that comes first.
 */
public class Classes extends Task {

    /** The metrics of a class and its image. */
    static final List<Computed> METRICS =
            List.of(
                    new Computed(Metric.TOP_1, true, p -> p.test().micro().recall()),
                    new Computed(Metric.TOP_5, true, p -> TopAccuracy.of(p.scores(), 5)),
                    new Computed(Metric.MACRO_F1, true, p -> p.test().macro().f1()),
                    new Computed(Metric.BALANCED_ACCURACY, true, p -> p.test().balancedAccuracy()),
                    new Computed(Metric.MATTHEWS, false, p -> p.test().matthews()),
                    new Computed(Metric.RATIO_OF_TOP_1, false, PartScores::ratioOfF1));

    /** How to read them. */
    static final List<String> NOTES =
            List.of(
                    "Each image has one class, and is given the class with the highest score."
                            + " Top-1 and top-5 are accuracies on the test part; the 95% interval"
                            + " of top-1 is by bootstrap.",
                    "Macro F1 is the mean of the classes' F1, balanced accuracy the mean of"
                            + " their recall, MCC the Matthews correlation of true and predicted"
                            + " classes: 0 is chance.",
                    "Top-1 ratio is top-1 on train over top-1 on validation after the last"
                            + " epoch; well above 1 indicates overfitting.");

    /** The task. */
    public static final Task INSTANCE = new Classes("classes", METRICS, NOTES);

    Classes(String name, List<Computed> metrics, List<String> notes) {
        super(name, "class", TargetForm.CLASS_INDEX, false, metrics, notes);
    }

    @Override
    public Loss defaultLoss(double[] posWeight) {
        return new SoftmaxCrossEntropyLoss();
    }

    @Override
    public Optional<String> refusal(int labels) {
        return labels == 1 ? Optional.empty() : Optional.of("exactly one label, its class");
    }

    @Override
    public float[] scores(float[] logits) {
        return Softmax.of(logits);
    }

    @Override
    public boolean[] decide(float[] scores, Optional<Thresholds> thresholds) {
        if (thresholds.isPresent()) {
            throw new IllegalArgumentException(
                    "Classes have no thresholds: an image is given the class of the highest score");
        }
        int best = 0;
        for (int l = 1; l < scores.length; l++) {
            best = scores[l] > scores[best] ? l : best;
        }
        boolean[] given = new boolean[scores.length];
        given[best] = true;
        return given;
    }

    /** {@inheritDoc} All or none of them: whether the highest score is so high. */
    @Override
    public boolean[] sure(float[] scores, double confidence) {
        boolean[] sure = new boolean[scores.length];
        Arrays.fill(sure, NumberUtils.max(scores) >= (float) confidence);
        return sure;
    }

    @Override
    public Optional<ChosenThresholds> choose(ScoreMatrix validation) {
        return Optional.empty();
    }

    @Override
    public LabelMatrices matrices(LabelSet labels, Decisions decisions) {
        return LabelMatrices.ofClasses(labels.names(), decisions);
    }

    @Override
    public List<Baseline> baselines(
            double[] trainFrequencies, boolean[][] test, boolean[][] unknown) {
        List<Baseline> baselines = new ArrayList<>(Baseline.classes(trainFrequencies, test));
        baselines.add(new Baseline("any class at random", chance(trainFrequencies.length)));
        return baselines;
    }

    /** Exact where images are in no groups, since a few are often all right or all wrong. */
    @Override
    Map<Metric, Interval> intervals(
            ScoreMatrix scores, Decisions decisions, int[] groupOf, long seed) {
        return Map.of(
                Metric.TOP_1, TopAccuracy.interval(scores, 1, groupOf, seed),
                Metric.TOP_5, TopAccuracy.interval(scores, 5, groupOf, seed));
    }

    /** Each class as likely as any other: {@code k / L}. */
    @Override
    public Metrics chance(int labels) {
        return Metrics.of(Metric.TOP_1, 1.0 / labels)
                .with(Metric.TOP_5, Math.min(5, labels) / (double) labels);
    }
}
