package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.check.Check;

/**
 * Cross-entropy of a softmax over the labels, for images with exactly one label each, with a weight
 * per label and label smoothing.
 *
 * <p>For image {@code n} with the one label {@code t}, {@code log q = log softmax(z)}, weights
 * {@code w} of shape {@code [L]} and smoothing {@code s}:
 *
 * <pre>loss = sum over n of (-(1 - s) w[t] log q[t] - s / L * sum over c of w[c] log q[c])
 *        / sum over n of w[t]</pre>
 *
 * <p>Equal to PyTorch's {@code cross_entropy} with its mean, which is weighted by the images' own
 * labels; or, by {@link Divisor#IMAGES}, divided by {@code N}, as Keras does with {@code
 * class_weight}. The range is 0 upwards.
 */
public final class SoftmaxCrossEntropyLoss extends ExampleLoss {

    /** What the sum of the images' weighted losses is divided by. */
    public enum Divisor {
        /** The sum of the images' weights, as in PyTorch: their size as a whole changes nothing. */
        WEIGHTS,
        /**
         * The number of images, as in Keras: weights twice as large make the loss twice as large.
         */
        IMAGES
    }

    private final double[] labelWeight;
    private final double smoothing;
    private final Divisor divisor;

    /** Creates the loss without weights and smoothing. */
    public SoftmaxCrossEntropyLoss() {
        this(new double[0], 0);
    }

    /**
     * Creates the loss.
     *
     * @param labelWeight {@code [L]}, what an image of each label counts, above 0 and finite; empty
     *     for 1 each
     * @param smoothing share of the target that is spread over all labels, at least 0 and below 1
     * @throws IllegalArgumentException if one is out of its range
     */
    public SoftmaxCrossEntropyLoss(double[] labelWeight, double smoothing) {
        this(labelWeight, smoothing, Divisor.WEIGHTS);
    }

    /** Creates the loss with another divisor. */
    public SoftmaxCrossEntropyLoss(double[] labelWeight, double smoothing, Divisor divisor) {
        super("SoftmaxCrossEntropyLoss");
        for (int label = 0; label < labelWeight.length; label++) {
            Check.above0("labelWeight of label " + label, labelWeight[label]);
        }
        Check.that(
                smoothing >= 0 && smoothing < 1, "smoothing", "at least 0 and below 1", smoothing);
        this.labelWeight = labelWeight.clone();
        this.smoothing = smoothing;
        this.divisor = divisor;
    }

    /**
     * {@inheritDoc}
     *
     * @param targets class indices {@code [N]} or {@code [N, 1]}, int32 or int64; or {@code [N, L]}
     *     of the logits' type, of which each row must have one 1 and zeros else
     */
    @Override
    protected NDArray of(NDArray logits, NDArray targets) {
        if (!targets.getDataType().isInteger()) {
            LossInputs.check(logits, targets, labelWeight.length);
        }
        int labels = Math.toIntExact(logits.getShape().get(1));
        int[] labelOf = labelOf(targets, labels);
        LossInputs.checkRows(logits, labelOf.length, labelWeight.length);
        // Adding 0 moves Java's numbers into the engine's memory, where they stay until the
        // gradients were taken.
        NDArray share =
                logits.getManager()
                        .create(shares(labelOf, labels), logits.getShape())
                        .toType(logits.getDataType(), false)
                        .add(0);
        return logits.logSoftmax(1).mul(share).sum().neg();
    }

    @Override
    public double mass(NDArray targets) {
        return labelWeight.length == 0 || divisor == Divisor.IMAGES
                ? super.mass(targets)
                : Arrays.stream(labelOf(targets, labelWeight.length))
                        .mapToDouble(this::weight)
                        .sum();
    }

    private static int[] labelOf(NDArray targets, int labels) {
        double[] values;
        try (NDArray numbers = targets.toType(DataType.FLOAT64, true)) {
            values = numbers.toDoubleArray();
        }
        boolean isIndex = targets.getDataType().isInteger();
        int[] labelOf = new int[isIndex ? values.length : values.length / labels];
        for (int n = 0; n < labelOf.length; n++) {
            if (!isIndex) {
                labelOf[n] = one(Arrays.copyOfRange(values, n * labels, (n + 1) * labels), n);
                continue;
            }
            if (values[n] < 0 || values[n] >= labels) {
                throw new IllegalArgumentException(
                        "Class indices must be 0 to %d, but row %d of the targets is %d"
                                .formatted(labels - 1, n, (long) values[n]));
            }
            labelOf[n] = (int) values[n];
        }
        return labelOf;
    }

    /** Returns what each {@code -log q} counts, {@code [N, L]} row by row. */
    private double[] shares(int[] labelOf, int labels) {
        double[] shares = new double[Math.multiplyExact(labelOf.length, labels)];
        double total =
                divisor == Divisor.IMAGES
                        ? labelOf.length
                        : Arrays.stream(labelOf).mapToDouble(this::weight).sum();
        for (int n = 0; n < labelOf.length; n++) {
            for (int label = 0; label < labels; label++) {
                double target = smoothing / labels + (label == labelOf[n] ? 1 - smoothing : 0);
                shares[n * labels + label] = target * weight(label) / total;
            }
        }
        return shares;
    }

    private double weight(int label) {
        return labelWeight.length > 0 ? labelWeight[label] : 1;
    }

    private static int one(double[] row, int n) {
        int found = ArrayUtils.indexOf(row, 1);
        boolean isOnly = Arrays.stream(row).filter(value -> value != 0).count() == 1;
        if (found < 0 || !isOnly) {
            boolean isEmpty = Arrays.stream(row).allMatch(value -> value == 0);
            throw new IllegalArgumentException(
                    "Softmax needs exactly one label for each image, but row %d of the targets has %s; binary cross-entropy takes any number"
                            .formatted(n, isEmpty ? "none" : Arrays.toString(row)));
        }
        return found;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Each row of the targets must have exactly one label.
     */
    @Override
    public double evaluate(float[][] logits, boolean[][] targets) {
        int labels = LossInputs.check(logits, targets, labelWeight.length);
        int[] labelOf = new int[logits.length];
        for (int n = 0; n < labelOf.length; n++) {
            boolean[] has = targets[n];
            labelOf[n] = one(numbers(labels, label -> has[label] ? 1 : 0), n);
        }
        double[] shares = shares(labelOf, labels);
        double sum = 0;
        for (int n = 0; n < logits.length; n++) {
            float[] z = logits[n];
            double logSum = LossInputs.logSumExp(numbers(labels, label -> z[label]));
            for (int label = 0; label < labels; label++) {
                sum += shares[n * labels + label] * (logSum - z[label]);
            }
        }
        return sum;
    }

    private static double[] numbers(int count, IntToDoubleFunction number) {
        return IntStream.range(0, count).mapToDouble(number).toArray();
    }
}
