package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.training.loss.Loss;
import org.tagzoo.datasets.check.Check;

/**
 * The loss of an image's class plus a share of the mean squared error of its object's box.
 *
 * <pre>loss = class loss + weight * sum over n, i of (b[n, i] - t[n, i])^2 / (4 N)</pre>
 *
 * <p>Boxes are height, width, x and y {@code [N, 4]} in pixels, all zeros where there is no object.
 * Predictions are logits {@code [N, L]} and boxes; targets are classes, as the class loss takes
 * them, and boxes. Equal to PyTorch's {@code cross_entropy} and {@code weight * mse_loss}.
 */
public final class ClassAndBoxLoss extends Loss {

    /** So that errors of some pixels weigh about as much as a class. */
    public static final double USUAL_WEIGHT = 0.001;

    private final ExampleLoss ofClass;
    private final double weight;

    /**
     * @param ofClass the loss of the class, a plain mean over images
     * @param weight what the boxes' mean squared error counts, at least 0; 0 trains the class alone
     */
    public ClassAndBoxLoss(ExampleLoss ofClass, double weight) {
        super("ClassAndBoxLoss");
        this.ofClass = ofClass;
        this.weight = weight;
        Check.that(weight >= 0 && weight < 1e6, "weight", "0 to below 1,000,000", weight);
    }

    /** Returns the loss of the class. */
    public ExampleLoss ofClass() {
        return ofClass;
    }

    @Override
    public NDArray evaluate(NDList targets, NDList predictions) {
        if (targets.size() != 2
                || predictions.size() != 2
                || !targets.get(1).getShape().equals(predictions.get(1).getShape())) {
            throw new IllegalArgumentException(
                    "The loss of class and box takes classes (N) and boxes (N, 4), logits (N, L) and boxes (N, 4), not %s and %s"
                            .formatted(targets, predictions));
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray logits = predictions.get(0);
            NDArray box = predictions.get(1);
            // Adding 0 moves Java's number into the engine's memory, where gradients find it.
            NDArray share =
                    box.getManager().create((float) weight).toType(box.getDataType(), false);
            NDArray error = box.sub(targets.get(1)).square().mean().mul(share.add(0));
            NDArray loss = ofClass.evaluate(logits, targets.get(0)).add(error);
            NDScope.unregister(loss);
            return loss;
        }
    }

    /**
     * Returns what boxes add to the loss, summed in double.
     *
     * @param outputs of the network, of which the last four of each are the box
     * @param boxes {@code [N, 4]}, at least one
     */
    public double ofBoxes(float[][] outputs, float[][] boxes) {
        double sum = 0;
        for (int n = 0; n < boxes.length; n++) {
            int first = outputs[n].length - 4;
            for (int i = 0; i < 4; i++) {
                double error = outputs[n][first + i] - boxes[n][i];
                sum += error * error;
            }
        }
        return weight * sum / (4.0 * boxes.length);
    }
}
