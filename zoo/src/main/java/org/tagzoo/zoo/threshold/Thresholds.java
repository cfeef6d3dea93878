package org.tagzoo.zoo.threshold;

import java.util.Collections;
import java.util.List;
import org.tagzoo.zoo.metric.OperatingPoints;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * From which score on each label is attached: label {@code l} where {@code score >= values[l]}.
 *
 * <p>Scores are floats and thresholds are doubles, so that it matters how the two are compared: the
 * threshold is rounded to the nearest float first, as NumPy and PyTorch do with a number beside an
 * array of floats. A score that prints as 0.35 then passes a threshold of 0.35. (Widened to a
 * double it would be 0.3499999940 and fail.)
 *
 * @param values {@code [L]}, each 0 to 1, or {@link #NEVER}
 */
public record Thresholds(List<Double> values) {

    /** Attaches a label to no image. */
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
    public boolean attaches(int label, float score) {
        return score >= (float) value(label);
    }

    /**
     * Attaches labels to images.
     *
     * @param scores {@code [N, L]}
     * @throws IllegalArgumentException if there is another number of labels
     */
    public Decisions decide(ScoreMatrix scores) {
        if (scores.images() > 0 && scores.labels() != values.size()) {
            throw new IllegalArgumentException(
                    "Scores of %d labels, thresholds of %d"
                            .formatted(scores.labels(), values.size()));
        }
        float[] limits = new float[values.size()];
        for (int l = 0; l < limits.length; l++) {
            limits[l] = (float) value(l);
        }
        boolean[][] attached = new boolean[scores.images()][limits.length];
        for (int n = 0; n < attached.length; n++) {
            for (int l = 0; l < limits.length; l++) {
                attached[n][l] = scores.scores()[n][l] >= limits[l];
            }
        }
        return new Decisions(attached, scores.targets());
    }
}
