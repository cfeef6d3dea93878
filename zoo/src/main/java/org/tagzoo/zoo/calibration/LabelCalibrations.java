package org.tagzoo.zoo.calibration;

import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Each label calibrated by itself.
 *
 * @param labels {@code [L]}, one a label
 */
public record LabelCalibrations(List<LabelCalibration> labels) implements Calibration {

    /** From so many images with the label, and as many without, steps are fitted, not a curve. */
    static final int FOR_STEPS = 200;

    public LabelCalibrations {
        labels = List.copyOf(labels);
    }

    @Override
    public float[] apply(float[] scores) {
        Check.that(scores.length == labels.size(), "scores", labels.size() + "", scores.length);
        float[] probabilities = new float[scores.length];
        for (int l = 0; l < scores.length; l++) {
            probabilities[l] = labels.get(l).apply(scores[l]);
        }
        return probabilities;
    }

    @Override
    public boolean fits(int count, boolean areClasses) {
        return labels.size() == count && !areClasses;
    }

    @Override
    public Thresholds ofScores(Thresholds thresholds) {
        return new Thresholds(
                IntStream.range(0, labels.size())
                        .mapToObj(l -> labels.get(l).lowestScore(thresholds.value(l)))
                        .toList());
    }

    /** Fits every label on the images of which it is known. */
    static LabelCalibrations fit(ScoreMatrix scores) {
        return new LabelCalibrations(
                IntStream.range(0, scores.labels())
                        .parallel()
                        .mapToObj(label -> fit(scores, label))
                        .toList());
    }

    private static LabelCalibration fit(ScoreMatrix matrix, int label) {
        int[] known = matrix.known(label).toArray();
        float[] scores = new float[known.length];
        boolean[] targets = new boolean[known.length];
        int positives = 0;
        for (int i = 0; i < known.length; i++) {
            scores[i] = matrix.scores()[known[i]][label];
            targets[i] = matrix.targets()[known[i]][label];
            positives += targets[i] ? 1 : 0;
        }
        if (Math.min(positives, known.length - positives) >= FOR_STEPS) {
            return IsotonicCalibration.fit(scores, targets);
        }
        return PlattScaling.fit(scores, targets)
                .<LabelCalibration>map(platt -> platt)
                .orElseGet(Uncalibrated::new);
    }

    /** Returns the same, but for some labels that are left as they are. */
    LabelCalibrations without(boolean[] left) {
        return new LabelCalibrations(
                IntStream.range(0, left.length)
                        .mapToObj(l -> left[l] ? new Uncalibrated() : labels.get(l))
                        .toList());
    }
}
