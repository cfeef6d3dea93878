package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;

/**
 * Cross-entropy of a softmax over the labels, for images with exactly one label each, or with
 * shares of several, with a weight per label and label smoothing.
 *
 * <p>For image {@code n} with shares {@code t} of the labels, together 1, {@code log q = log
 * softmax(z)}, weights {@code w} of shape {@code [L]} and smoothing {@code s}:
 *
 * <pre>loss = -sum over n and c of ((1 - s) t[c] + s / L) w[c] log q[c]
 *        / sum over n and c of t[c] w[c]</pre>
 *
 * <p>Equal to PyTorch's {@code cross_entropy} with its mean, which is weighted by the images' own
 * labels (not by shares: with these PyTorch divides by the number of images); or, by {@link
 * Divisor#IMAGES}, divided by {@code N}, as Keras does with {@code class_weight}. The range is 0
 * upwards.
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

    /** How far shares in float32 may be from 1 together. */
    private static final double ROUNDING = 1e-3;

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
     *     of the logits' type, shares of at least 0, whose sum in each row is 1
     */
    @Override
    protected NDArray of(NDArray logits, NDArray targets) {
        if (!targets.getDataType().isInteger()) {
            LossInputs.check(logits, targets, labelWeight.length);
        }
        int labels = Math.toIntExact(logits.getShape().get(1));
        double[] wanted = wanted(targets, labels);
        LossInputs.checkRows(logits, wanted.length / labels, labelWeight.length);
        // Adding 0 moves Java's numbers into the engine's memory, where they stay until the
        // gradients were taken.
        NDArray share =
                logits.getManager()
                        .create(shares(wanted, labels), logits.getShape())
                        .toType(logits.getDataType(), false)
                        .add(0);
        return logits.logSoftmax(1).mul(share).sum().neg();
    }

    @Override
    public double mass(NDArray targets) {
        return labelWeight.length == 0 || divisor == Divisor.IMAGES
                ? super.mass(targets)
                : weights(wanted(targets, labelWeight.length), labelWeight.length);
    }

    @Override
    public boolean takesSoftTargets() {
        return true;
    }

    /** Returns what each label's share of an image is, {@code [N, L]} row by row. */
    private static double[] wanted(NDArray targets, int labels) {
        double[] values;
        try (NDArray numbers = targets.toType(DataType.FLOAT64, true)) {
            values = numbers.toDoubleArray();
        }
        if (!targets.getDataType().isInteger()) {
            for (int n = 0; n < values.length / labels; n++) {
                requireOne(Arrays.copyOfRange(values, n * labels, (n + 1) * labels), n);
            }
            return values;
        }
        double[] wanted = new double[Math.multiplyExact(values.length, labels)];
        for (int n = 0; n < values.length; n++) {
            if (values[n] < 0 || values[n] >= labels) {
                throw new IllegalArgumentException(
                        "Class indices must be 0 to %d, but row %d of the targets is %d"
                                .formatted(labels - 1, n, (long) values[n]));
            }
            wanted[n * labels + (int) values[n]] = 1;
        }
        return wanted;
    }

    /** Returns what each {@code -log q} counts, {@code [N, L]} row by row. */
    private double[] shares(double[] wanted, int labels) {
        double[] shares = new double[wanted.length];
        double total =
                divisor == Divisor.IMAGES
                        ? (double) wanted.length / labels
                        : weights(wanted, labels);
        for (int i = 0; i < shares.length; i++) {
            double target = smoothing / labels + (1 - smoothing) * wanted[i];
            shares[i] = target * weight(i % labels) / total;
        }
        return shares;
    }

    private double weights(double[] wanted, int labels) {
        return IntStream.range(0, wanted.length)
                .filter(i -> wanted[i] != 0)
                .mapToDouble(i -> wanted[i] * weight(i % labels))
                .sum();
    }

    private double weight(int label) {
        return labelWeight.length > 0 ? labelWeight[label] : 1;
    }

    private static void requireOne(double[] row, int n) {
        double sum = Arrays.stream(row).sum();
        if (Arrays.stream(row).anyMatch(share -> !(share >= 0)) || Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException(
                    "Softmax needs exactly one label for each image, but row %d of the targets has %s; binary cross-entropy takes any number"
                            .formatted(n, sum == 0 ? "none" : Arrays.toString(row)));
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Each row of the targets must have exactly one label.
     */
    @Override
    public double evaluate(float[][] logits, boolean[][] targets) {
        int labels = LossInputs.check(logits, targets, labelWeight.length);
        double[] wanted = new double[Math.multiplyExact(logits.length, labels)];
        for (int n = 0; n < logits.length; n++) {
            boolean[] has = targets[n];
            double[] row = numbers(labels, label -> has[label] ? 1 : 0);
            requireOne(row, n);
            System.arraycopy(row, 0, wanted, n * labels, labels);
        }
        double[] shares = shares(wanted, labels);
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
