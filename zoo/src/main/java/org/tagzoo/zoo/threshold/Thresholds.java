package org.tagzoo.zoo.threshold;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.tagzoo.zoo.metric.OperatingPoints;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * From which score on each label is predicted: label {@code l} where {@code score >= values[l]}.
 *
 * <p>Scores are floats and thresholds are doubles, so that it matters how the two are compared: the
 * threshold is rounded to the nearest float first, as NumPy and PyTorch do with a number beside an
 * array of floats. A score that prints as 0.35 then passes a threshold of 0.35. (Widened to a
 * double it would be 0.3499999940 and fail.)
 *
 * @param values {@code [L]}, each 0 to 1, or {@link #NEVER}
 */
public record Thresholds(List<Double> values) {

    /** Predicts a label for no image. */
    public static final double NEVER = OperatingPoints.NEVER;

    public Thresholds {
        values = List.copyOf(values);
        for (int l = 0; l < values.size(); l++) {
            double value = values.get(l);
            if (!(value >= 0 && value <= 1) && value != NEVER) {
                throw new IllegalArgumentException(
                        "Label %d has a threshold of %s; allowed is 0 to 1, or %s for never"
                                .formatted(l, value, NEVER));
            }
        }
    }

    /** Returns one threshold for all of {@code labels} labels. */
    public static Thresholds same(double threshold, int labels) {
        return new Thresholds(Collections.nCopies(labels, threshold));
    }

    /** Returns the threshold of a label. */
    public double value(int label) {
        return values.get(label);
    }

    /** Returns whether an image of this score is given the label. */
    public boolean predicts(int label, float score) {
        return score >= (float) value(label);
    }

    /**
     * Returns which labels an image of these scores is given.
     *
     * @param scores {@code [L]}
     * @throws IllegalArgumentException if there is another number of labels
     */
    public boolean[] predict(float[] scores) {
        if (scores.length != values.size()) {
            throw new IllegalArgumentException(
                    "Scores of %d labels, thresholds of %d"
                            .formatted(scores.length, values.size()));
        }
        boolean[] predicted = new boolean[scores.length];
        for (int l = 0; l < predicted.length; l++) {
            predicted[l] = predicts(l, scores[l]);
        }
        return predicted;
    }

    /**
     * Returns which labels images of these scores are given.
     *
     * @param scores {@code [N, L]}
     * @throws IllegalArgumentException if there is another number of labels
     */
    public Decisions decide(ScoreMatrix scores) {
        return new Decisions(
                Arrays.stream(scores.scores()).map(this::predict).toArray(boolean[][]::new),
                scores.targets(),
                scores.unknown());
    }
}
