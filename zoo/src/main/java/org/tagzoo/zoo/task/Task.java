package org.tagzoo.zoo.task;

import ai.djl.training.loss.Loss;

import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.score.ScoreMatrix;

/** What is predicted: all that differs between kinds of prediction. */
public interface Task {

    /** Returns the name in recipes and files. */
    String name();

    /** Returns how a loss takes the labels of a batch. */
    TargetForm targetForm();

    /**
     * Returns the scores of logits: the activation.
     *
     * @param logits {@code [N, L]}
     * @return {@code [N, L]}, 0 to 1 each
     */
    float[][] scores(float[][] logits);

    /**
     * Returns the loss of a training that names none.
     *
     * @param posWeight negatives over positives of each label in the training part, {@code [L]}
     */
    Loss defaultLoss(double[] posWeight);

    /** Returns what networks are compared by first. */
    Metric firstMetric();

    /**
     * Returns the metrics of an epoch, the first one first.
     *
     * @param threshold from which a label is predicted; not every task has one
     */
    Metrics ofEpoch(ScoreMatrix scores, double threshold);
}
