package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.label.Unknown;

/**
 * Binary cross-entropy on logits, averaged over images and labels, with a weight per label on its
 * positives and label smoothing.
 *
 * <p>For logits {@code z} and targets {@code y} of shape {@code [N, L]} and weights {@code w} of
 * shape {@code [L]}: with {@code l = (w - 1) y + 1},
 *
 * <pre>loss = mean(z (1 - y) + l softplus(-z))
 *      = mean(-w y log(sigmoid(z)) - (1 - y) log(1 - sigmoid(z)))</pre>
 *
 * <p>The range is 0 upwards; no logit overflows, as {@code softplus(-z) = (|z| - z) / 2 +
 * softplus(-|z|)}. Value and gradient equal PyTorch's {@code BCEWithLogitsLoss(pos_weight=w)}, also
 * at {@code z = 0}. With unknown targets it is the mean over those that are known, as {@code
 * (BCEWithLogitsLoss(pos_weight=w, weight=known, reduction="sum") / known.sum()}. An empty batch
 * has no mean: it is refused.
 *
 * <p>Label smoothing {@code s} takes {@code (1 - s) y + s / 2} for {@code y}, as Keras's {@code
 * BinaryCrossentropy(label_smoothing=s)} does; also where the loss of validation is computed.
 */
public final class BinaryCrossEntropyLoss extends ExampleLoss {

    private final double[] posWeight;
    private final double smoothing;

    /** Creates the loss without weights: every positive counts once. */
    public BinaryCrossEntropyLoss() {
        this(0);
    }

    /**
     * Creates the loss without weights.
     *
     * @param smoothing by how much targets are brought together, at least 0 and below 1
     */
    public BinaryCrossEntropyLoss(double smoothing) {
        super("BinaryCrossEntropyLoss");
        checkSmoothing(smoothing);
        posWeight = new double[0];
        this.smoothing = smoothing;
    }

    /**
     * Creates the loss.
     *
     * @param posWeight {@code [L]}, what a positive of each label counts against a negative; at
     *     least 0 and finite
     * @throws IllegalArgumentException if there is no weight or one is out of its range
     */
    public BinaryCrossEntropyLoss(double[] posWeight) {
        this(posWeight, 0);
    }

    /**
     * Creates the loss.
     *
     * @param posWeight {@code [L]}, what a positive of each label counts against a negative; at
     *     least 0 and finite
     * @param smoothing by how much targets are brought together, at least 0 and below 1
     * @throws IllegalArgumentException if there is no weight or one is out of its range
     */
    public BinaryCrossEntropyLoss(double[] posWeight, double smoothing) {
        super("BinaryCrossEntropyLoss");
        checkSmoothing(smoothing);
        Check.that(posWeight.length > 0, "posWeight", "a weight for each label", "empty");
        for (int label = 0; label < posWeight.length; label++) {
            Check.atLeast("posWeight of label " + label, posWeight[label], 0);
        }
        this.posWeight = posWeight.clone();
        this.smoothing = smoothing;
    }

    private static void checkSmoothing(double value) {
        Check.that(value >= 0 && value < 1, "smoothing", "at least 0 and below 1", value);
    }

    @Override
    protected NDArray of(NDArray logits, NDArray targets) {
        return each(logits, targets).mean();
    }

    @Override
    protected NDArray of(NDArray logits, NDArray targets, NDArray known) {
        return LossInputs.mean(each(logits, targets), known);
    }

    @Override
    public boolean takesSoftTargets() {
        return true;
    }

    /** Returns the loss of each logit, {@code [N, L]}. */
    NDArray each(NDArray logits, NDArray targets) {
        LossInputs.check(logits, targets, posWeight.length);
        NDArray y = targets.stopGradient();
        if (smoothing > 0) {
            y = y.mul(1 - smoothing).add(smoothing / 2);
        }
        NDArray weight = y.mul(posWeightMinusOne(logits)).add(1);
        NDArray magnitude = logits.abs();
        NDArray softplus = magnitude.neg().getNDArrayInternal().softPlus();
        return logits.mul(y.neg().add(1))
                .add(weight.div(2).mul(magnitude.sub(logits)))
                .add(weight.mul(softplus));
    }

    private NDArray posWeightMinusOne(NDArray logits) {
        NDManager manager = logits.getManager();
        if (posWeight.length == 0) {
            return manager.zeros(new Shape(1), logits.getDataType());
        }
        double[] minusOne = Arrays.stream(posWeight).map(w -> w - 1).toArray();
        return manager.create(minusOne).toType(logits.getDataType(), false);
    }

    @Override
    public double evaluate(float[][] logits, boolean[][] targets) {
        return evaluate(logits, targets, Unknown.NONE);
    }

    @Override
    public double evaluate(float[][] logits, boolean[][] targets, boolean[][] unknown) {
        return LossInputs.mean(
                logits,
                targets,
                unknown,
                posWeight.length,
                (z, label, isPositive) -> {
                    double half = smoothing / 2;
                    double weight = posWeight.length > 0 ? posWeight[label] : 1;
                    double y = isPositive ? 1 - half : half;
                    // 0 times a loss that overflows is no number.
                    double positive = y == 0 ? 0 : y * weight * softplus(-z);
                    return positive + (y == 1 ? 0 : (1 - y) * softplus(z));
                });
    }

    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
