package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * How far scores are from probabilities, over the images of which a label is known.
 *
 * @param images how many those are
 * @param positives how many of them have the label
 * @param logLoss the mean of {@code -ln} of what was given to what is true; scores nearer than
 *     2.2e-16 to 0 or 1 count as that near, as in scikit-learn's {@code log_loss}. 0 without images
 * @param brier the mean squared distance of score and target, 0 to 1
 * @param reliability in bins of about as many images each
 */
public record CalibrationMetrics(
        int images, int positives, double logLoss, double brier, Reliability reliability) {

    private static final double LEAST = Math.ulp(1.0);

    /** Returns a label's metrics. */
    public static CalibrationMetrics of(ScoreMatrix matrix, int label) {
        int[] known = matrix.known(label).toArray();
        float[] scores = new float[known.length];
        boolean[] targets = new boolean[known.length];
        double squares = 0;
        int positives = 0;
        for (int i = 0; i < known.length; i++) {
            scores[i] = matrix.scores()[known[i]][label];
            targets[i] = matrix.targets()[known[i]][label];
            positives += targets[i] ? 1 : 0;
            double distance = scores[i] - (targets[i] ? 1.0 : 0.0);
            squares += distance * distance;
        }
        return new CalibrationMetrics(
                known.length,
                positives,
                mean(losses(matrix, label)),
                known.length == 0 ? 0 : squares / known.length,
                Reliability.of(scores, targets));
    }

    /**
     * Returns by how much a label's log loss rose over images: where the mean is further from 0
     * than its margin, it fell or rose beyond chance.
     *
     * @param before scores of at least two images of which the label is known
     * @param after other scores of the same images
     */
    public static Spread rise(ScoreMatrix before, ScoreMatrix after, int label) {
        return rise(losses(before, label), losses(after, label));
    }

    /**
     * Returns the same of classes that exclude each other: the loss of an image is {@code -ln} of
     * what its class was given.
     *
     * @param before scores of at least two images, of one class each
     * @param after other scores of the same images
     */
    public static Spread riseOfClasses(ScoreMatrix before, ScoreMatrix after) {
        return rise(losses(before), losses(after));
    }

    private static Spread rise(double[] before, double[] after) {
        return Spread.of(
                IntStream.range(0, after.length).mapToDouble(i -> after[i] - before[i]).toArray());
    }

    private static double[] losses(ScoreMatrix matrix, int label) {
        return matrix.known(label)
                .mapToDouble(
                        n -> {
                            double p = matrix.scores()[n][label];
                            return loss(matrix.targets()[n][label] ? p : 1 - p);
                        })
                .toArray();
    }

    private static double[] losses(ScoreMatrix classes) {
        return IntStream.range(0, classes.images())
                .mapToDouble(
                        n -> {
                            int own = ArrayUtils.indexOf(classes.targets()[n], true);
                            return loss(classes.scores()[n][own]);
                        })
                .toArray();
    }

    private static double loss(double ofTrue) {
        return -Math.log(Math.min(Math.max(ofTrue, LEAST), 1 - LEAST));
    }

    private static double mean(double[] values) {
        return values.length == 0 ? 0 : Arrays.stream(values).sum() / values.length;
    }
}
