package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Binary cross-entropy on logits, averaged over images and labels, with a weight per label on its
 * positives.
 *
 * <p>For logits {@code z} and targets {@code y} of shape {@code [N, L]} and weights {@code w} of
 * shape {@code [L]}: with {@code l = (w - 1) y + 1},
 *
 * <pre>loss = mean(z (1 - y) + l softplus(-z))
 *      = mean(-w y log(sigmoid(z)) - (1 - y) log(1 - sigmoid(z)))</pre>
 *
 * <p>The range is 0 upwards; no logit overflows, as {@code softplus(-z) = (|z| - z) / 2 +
 * softplus(-|z|)}. Value and gradient equal PyTorch's {@code BCEWithLogitsLoss(pos_weight=w)}, also
 * at {@code z = 0}. An empty batch has no mean: it is refused.
 */
public final class BinaryCrossEntropyLoss extends ExampleLoss {

    private static final String NAME = "BinaryCrossEntropyLoss";

    private final double[] posWeight;

    /** Creates the loss without weights: every positive counts once. */
    public BinaryCrossEntropyLoss() {
        super(NAME);
        posWeight = new double[0];
    }

    /**
     * Creates the loss.
     *
     * @param posWeight {@code [L]}, what a positive of each label counts against a negative; at
     *     least 0 and finite
     * @throws IllegalArgumentException if there is no weight or one is out of its range
     */
    public BinaryCrossEntropyLoss(double[] posWeight) {
        super(NAME);
        if (posWeight.length == 0) {
            throw new IllegalArgumentException("posWeight needs a weight for each label, has none");
        }
        for (int label = 0; label < posWeight.length; label++) {
            if (!(posWeight[label] >= 0 && posWeight[label] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "posWeight of label %d must be finite and at least 0, but is %s"
                                .formatted(label, posWeight[label]));
            }
        }
        this.posWeight = posWeight.clone();
    }

    @Override
    public NDArray evaluate(NDArray logits, NDArray targets) {
        LossInputs.check(logits, targets, posWeight.length);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            // What the gradient needs is kept by PyTorch itself, but only if it lies in PyTorch's
            // own memory: arrays made from numbers lie in Java's, which a collection may free as
            // soon as they are closed. So numbers only meet arrays that carry no gradient.
            NDArray y = targets.stopGradient();
            NDArray negatives = y.neg().add(1);
            NDArray weight = y.mul(posWeightMinusOne(logits)).add(1);
            NDArray halfWeight = weight.div(2);
            NDArray magnitude = logits.abs();
            NDArray softplus = magnitude.neg().getNDArrayInternal().softPlus();
            NDArray loss =
                    logits.mul(negatives)
                            .add(halfWeight.mul(magnitude.sub(logits)))
                            .add(weight.mul(softplus))
                            .mean();
            NDScope.unregister(loss);
            return loss;
        }
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
        int labels = LossInputs.check(logits, targets, posWeight.length);
        double sum = 0;
        for (int n = 0; n < logits.length; n++) {
            for (int label = 0; label < labels; label++) {
                double z = logits[n][label];
                double weight = posWeight.length > 0 ? posWeight[label] : 1;
                sum += targets[n][label] ? weight * softplus(-z) : softplus(z);
            }
        }
        return sum / ((double) logits.length * labels);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
