package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.tagzoo.zoo.loss.Loss;
import org.tagzoo.zoo.optimizer.GradientNorm;
import org.tagzoo.zoo.optimizer.Optimizer;

/** One update of a network's weights: forward, backward, clip, step. */
final class UpdateStep {

    private final TrainableNetwork network;
    private final Loss loss;
    private final Optimizer optimizer;
    private final Map<String, Double> rateFactors;
    private final OptionalDouble clipNorm;

    /**
     * @param rateFactors what each parameter's learning rate is multiplied with, by name; 1 for
     *     those that are not named
     * @param clipNorm the highest norm of all gradients together
     */
    UpdateStep(
            TrainableNetwork network,
            Loss loss,
            Optimizer optimizer,
            Map<String, Double> rateFactors,
            OptionalDouble clipNorm) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
        this.rateFactors = rateFactors;
        this.clipNorm = clipNorm;
    }

    /**
     * Makes gradients from a batch, some examples at a time, their losses weighed so that they add
     * up to the batch's. (Batch norm sees what goes through at once: its statistics then differ
     * from those of whole batches.)
     *
     * @param items examples of the batch
     * @param rows their inputs
     * @param atATime how many go through the network at once
     * @param logits takes the logits of the batch's examples
     * @return the mean loss
     */
    double gradients(
            Examples examples, int[] items, ByteBuffer rows, int atATime, float[][] logits) {
        boolean gradMode = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try {
            double sum = 0;
            for (int first = 0; first < items.length; first += atATime) {
                int last = Math.min(first + atATime, items.length);
                int[] some = Arrays.copyOfRange(items, first, last);
                int bytes = examples.inputs().bytes();
                ByteBuffer inputs = rows.slice(first * bytes, some.length * bytes);
                double share = (double) some.length / items.length;
                sum += share * backward(examples, some, inputs, (float) share, logits);
            }
            return sum;
        } finally {
            JniUtils.setGradMode(gradMode);
        }
    }

    private double backward(
            Examples examples, int[] items, ByteBuffer rows, float share, float[][] logits) {
        try (NDManager manager = network.newManager()) {
            NDArray input = Scorer.array(manager, examples.inputs(), items.length, rows);
            NDArray output = network.forward(input, true);
            NDArray value = loss.evaluate(output, examples.targets(manager, items));
            JniUtils.backward((PtNDArray) value, (PtNDArray) manager.create(share), false, false);
            Scorer.copy(output, items, logits);
            return value.getFloat();
        }
    }

    /**
     * Changes the weights by their gradients, which are zero afterwards.
     *
     * @return whether the gradients were finite; if not, weights are as before. Only looked at
     *     where gradients are clipped.
     */
    boolean apply(double learningRate, double momentum) {
        Map<String, NDArray> trained = network.trained().trained();
        if (clipNorm.isPresent()
                && !Double.isFinite(GradientNorm.clip(trained.values(), clipNorm.getAsDouble()))) {
            return false;
        }
        trained.forEach(
                (name, weight) ->
                        optimizer.update(
                                name,
                                weight,
                                learningRate * rateFactors.getOrDefault(name, 1.0),
                                momentum));
        return true;
    }

    /** Drops gradients that were made but not applied. */
    void discardGradients() {
        for (NDArray weight : network.trained().trained().values()) {
            try (NDArray gradient = JniUtils.getGradient((PtNDArray) weight)) {
                if (gradient != null) {
                    JniUtils.zeroGrad((PtNDArray) weight);
                }
            }
        }
    }
}
