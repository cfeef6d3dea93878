package org.tagzoo.zoo.task;

import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.LabelMatrices;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * What is predicted: all that differs between kinds of prediction. Nothing else asks which kind it
 * is.
 *
 * <p>Targets as plain rows are {@code boolean[N][L]} whatever the form that a loss takes: with
 * classes each row has exactly one true label. A task whose networks have a second output, or whose
 * targets may be unknown, evaluates that output beside these scores.
 */
public interface Task {

    /** Returns the name in recipes and files. */
    String name();

    /** Returns what an image's predicted labels are called, such as a column of a file. */
    String predicted();

    /** Returns how a loss takes the labels of a batch. */
    TargetForm targetForm();

    /**
     * Returns the loss of a training that names none.
     *
     * @param posWeight negatives over positives of each label in the training part, {@code [L]}
     */
    Loss defaultLoss(double[] posWeight);

    /**
     * Says why images with so many labels can't be predicted by this task.
     *
     * @param labels of one image, 0 or more
     * @return what each image must have; empty if these are fine
     */
    Optional<String> refusal(int labels);

    /**
     * Returns the scores of an image: the activation.
     *
     * @param logits {@code [L]}
     * @return {@code [L]}, 0 to 1 each
     */
    float[] scores(float[] logits);

    /**
     * Returns the scores of logits.
     *
     * @param logits {@code [N, L]}
     * @return {@code [N, L]}, 0 to 1 each
     */
    default float[][] scores(float[][] logits) {
        float[][] scores = new float[logits.length][];
        for (int n = 0; n < scores.length; n++) {
            scores[n] = scores(logits[n]);
        }
        return scores;
    }

    /** Returns whether its decisions rest on thresholds, which are chosen on validation scores. */
    boolean hasThresholds();

    /**
     * Returns which labels an image is given.
     *
     * @param scores {@code [L]}
     * @param thresholds of the labels; empty for a task that has none
     * @return {@code [L]}
     * @throws IllegalArgumentException if there are thresholds and must be none, or the other way
     *     round
     */
    boolean[] decide(float[] scores, Optional<Thresholds> thresholds);

    /**
     * Returns which labels images are given, at the one threshold for all labels if there is one.
     *
     * @param scores {@code [N, L]}
     * @param chosen on validation; empty for a task without thresholds
     */
    default Decisions decide(ScoreMatrix scores, Optional<ChosenThresholds> chosen) {
        Optional<Thresholds> same =
                chosen.map(c -> Thresholds.same(c.forAll(), c.perLabel().values().size()));
        boolean[][] given = new boolean[scores.images()][];
        for (int n = 0; n < given.length; n++) {
            given[n] = decide(scores.scores()[n], same);
        }
        return new Decisions(given, scores.targets());
    }

    /**
     * Returns what decisions rest on.
     *
     * @param validation scores that no network was fitted to, at least one image
     * @return empty for a task without thresholds
     */
    Optional<ChosenThresholds> choose(ScoreMatrix validation);

    /** Returns the metrics of an evaluation, in the order of a table's columns; the first first. */
    List<Metric> metrics();

    /** Returns what networks are compared by first; their intervals and differences are of it. */
    default Metric firstMetric() {
        return metrics().get(0);
    }

    /** Computes the metrics, those that can be, in their order. */
    Metrics metrics(PartScores parts);

    /** Returns the metrics of an epoch, the first one first: what training can follow. */
    List<Metric> epochMetrics();

    /**
     * Computes the metrics of an epoch, in their order.
     *
     * @param scores of the validation part, at least one image
     * @param threshold from which a label is predicted; not every task asks for it
     */
    Metrics ofEpoch(ScoreMatrix scores, double threshold);

    /** Returns how to read a table with these metrics, a sentence each. */
    List<String> notes();

    /** Returns which labels are taken for which. */
    LabelMatrices matrices(LabelSet labels, Decisions decisions);

    /**
     * Returns what rules that look at no image come to.
     *
     * @param train targets, {@code [N, L]}, at least one image
     * @param test targets, {@code [N, L]}, at least one image
     */
    List<Baseline> baselines(boolean[][] train, boolean[][] test);

    /**
     * Chooses what there is to choose on validation, then evaluates on test.
     *
     * @param labels the names of the columns
     * @param seed of the intervals
     */
    default TaskEvaluation evaluate(
            LabelSet labels,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test,
            long seed) {
        return evaluateAt(choose(validation), labels, train, validation, test, seed);
    }

    /** Evaluates with what was chosen before. */
    default TaskEvaluation evaluateAt(
            Optional<ChosenThresholds> chosen,
            LabelSet labels,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test,
            long seed) {
        return TaskEvaluation.of(
                this, labels, PartScores.of(this, chosen, train, validation, test), seed);
    }

    /**
     * Evaluates shares of votes as scores: a label is given by the majority.
     *
     * @param voters how many networks voted, at least 1
     */
    TaskEvaluation evaluateVotes(
            int voters,
            LabelSet labels,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test,
            long seed);
}
