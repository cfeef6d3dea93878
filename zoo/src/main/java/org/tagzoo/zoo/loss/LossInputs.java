package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.tagzoo.datasets.label.Unknown;

/** Checks of what losses are given. */
final class LossInputs {

    private LossInputs() {}

    /**
     * Checks shapes and types.
     *
     * @param labels how many labels there must be, 0 for any number
     */
    static void check(NDArray logits, NDArray targets, int labels) {
        Shape shape = logits.getShape();
        if (shape.dimension() != 2 || shape.size() == 0 || (labels > 0 && shape.get(1) != labels)) {
            throw new IllegalArgumentException(
                    "Logits must be of shape (N, %s) with N at least 1, but are %s"
                            .formatted(labels > 0 ? labels : "L", shape));
        }
        if (!shape.equals(targets.getShape())) {
            throw new IllegalArgumentException(
                    "Logits are %s, targets are %s: both must be (N, L)"
                            .formatted(shape, targets.getShape()));
        }
        DataType type = logits.getDataType();
        if ((type != DataType.FLOAT32 && type != DataType.FLOAT64)
                || type != targets.getDataType()) {
            throw new IllegalArgumentException(
                    "Logits are %s, targets are %s: both must be float32, or both float64"
                            .formatted(type, targets.getDataType()));
        }
    }

    /**
     * Checks that there are logits {@code [N, L]} for so many class indices.
     *
     * @param labels how many labels there must be, 0 for any number
     */
    static void checkRows(NDArray logits, int images, int labels) {
        Shape shape = logits.getShape();
        if (shape.dimension() != 2
                || shape.size() == 0
                || shape.get(0) != images
                || (labels > 0 && shape.get(1) != labels)) {
            throw new IllegalArgumentException(
                    "Logits must be of shape (%d, %s) for as many class indices, but are %s"
                            .formatted(images, labels > 0 ? labels : "L", shape));
        }
    }

    /**
     * Checks that there are rows and all have as many logits as targets.
     *
     * @param labels how many each row must have, 0 for as many as the first
     * @return how many each has
     */
    static int check(float[][] logits, boolean[][] targets, int labels) {
        if (logits.length == 0 || logits.length != targets.length) {
            throw new IllegalArgumentException(
                    "%d rows of logits, %d rows of targets: both must be the same, at least 1"
                            .formatted(logits.length, targets.length));
        }
        int columns = labels > 0 ? labels : logits[0].length;
        for (int n = 0; n < logits.length; n++) {
            if (logits[n].length != columns || targets[n].length != columns) {
                throw new IllegalArgumentException(
                        "Row %d has %d logits and %d targets, for %d labels"
                                .formatted(n, logits[n].length, targets[n].length, columns));
            }
        }
        return columns;
    }

    /** The loss of one logit of a label, by whether the image has the label. */
    interface OfLogit {
        double of(double logit, int label, boolean isPositive);
    }

    /** Returns the mean over checked images and known labels, summed row by row; 0 without any. */
    static double mean(
            float[][] logits, boolean[][] targets, boolean[][] unknown, int labels, OfLogit loss) {
        int columns = check(logits, targets, labels);
        Unknown.check(targets, unknown);
        double sum = 0;
        long known = 0;
        for (int n = 0; n < logits.length; n++) {
            for (int label = 0; label < columns; label++) {
                if (!Unknown.is(unknown, n, label)) {
                    sum += loss.of(logits[n][label], label, targets[n][label]);
                    known++;
                }
            }
        }
        return known == 0 ? 0 : sum / known;
    }

    /**
     * Returns the mean of the losses of known targets.
     *
     * @param known of the same shape, 1 where a target is known, else 0
     */
    static NDArray mean(NDArray losses, NDArray known) {
        if (!known.getShape().equals(losses.getShape())
                || known.getDataType() != losses.getDataType()) {
            throw new IllegalArgumentException(
                    "Which targets are known must be of shape %s and %s, not %s and %s"
                            .formatted(
                                    losses.getShape(),
                                    losses.getDataType(),
                                    known.getShape(),
                                    known.getDataType()));
        }
        NDArray mask = known.stopGradient();
        return losses.mul(mask).sum().div(mask.sum().maximum(1));
    }

    /** Returns the logarithm of the sum of exponentials, without overflow. */
    static double logSumExp(double... exponents) {
        double max = Arrays.stream(exponents).max().orElseThrow();
        double sum = 0;
        for (double exponent : exponents) {
            sum += Math.exp(exponent - max);
        }
        return max + Math.log(sum);
    }
}
