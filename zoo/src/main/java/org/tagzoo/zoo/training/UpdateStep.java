package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tagzoo.zoo.loss.Loss;
import org.tagzoo.zoo.optimizer.GradientNorm;
import org.tagzoo.zoo.optimizer.Optimizer;

/**
 * One update of a network's weights: forward, backward, clip, step.
 *
 * <p>Where a batch does not fit into memory it goes through in parts of nearly the same size, their
 * losses weighed so that they add up to the batch's. Two things differ from the whole batch then:
 * batch norm normalises each part by the part's own statistics (its running statistics still move
 * once, see {@link RunningStatistics}), and dropout draws other numbers. One example has no
 * variance: where batch norm is trained, a part has at least two examples of a batch that has as
 * many.
 */
public final class UpdateStep implements AutoCloseable {

    private final TrainableNetwork network;
    private final Loss loss;
    private final Optimizer optimizer;
    private final Map<String, Double> rateFactors;
    private final OptionalDouble clipNorm;
    private final Optional<RunningStatistics> statistics;

    /**
     * @param rateFactors what each parameter's learning rate is multiplied with, by name; 1 for
     *     those that are not named
     * @param clipNorm the highest norm of all gradients together
     */
    public UpdateStep(
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
        this.statistics =
                RunningStatistics.moveIn(network.trained().graph())
                        ? Optional.of(RunningStatistics.of(network.trained()))
                        : Optional.empty();
    }

    /** Returns whether parts of a batch differ from the whole by batch norm's statistics. */
    boolean normalizesByBatch() {
        return statistics.isPresent();
    }

    /**
     * Returns the number of parts that a batch goes through in.
     *
     * @param atATime how many examples a part has at most, where {@link UpdateStep} allows it
     */
    int parts(int examples, int atATime) {
        int least = normalizesByBatch() ? 2 : 1;
        return Math.max(1, Math.min((examples + atATime - 1) / atATime, examples / least));
    }

    /**
     * Returns half as many at a time, or less, so that there are more parts; 0 if there can't be.
     */
    int fewer(int examples, int atATime) {
        int fewer = atATime;
        while (parts(examples, fewer) == parts(examples, atATime)) {
            if (fewer == 1) {
                return 0;
            }
            fewer = (fewer + 1) / 2;
        }
        return fewer;
    }

    /**
     * Makes gradients from a batch. If it fails, gradients and running statistics are as before.
     *
     * @param items examples of the batch
     * @param rows their inputs
     * @param atATime how many go through the network at once
     * @param logits takes the logits of the batch's examples
     * @return the mean loss
     */
    public double gradients(
            Examples examples, int[] items, ByteBuffer rows, int atATime, float[][] logits) {
        boolean gradMode = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        statistics.ifPresent(RunningStatistics::begin);
        try {
            int parts = parts(items.length, atATime);
            return parts == 1
                    ? backward(examples, items, rows, 1, logits)
                    : gradientsOfParts(examples, items, rows, parts, logits);
        } catch (RuntimeException | OutOfMemoryError e) {
            discardGradients();
            statistics.ifPresent(RunningStatistics::restore);
            throw e;
        } finally {
            JniUtils.setGradMode(gradMode);
        }
    }

    private double gradientsOfParts(
            Examples examples, int[] items, ByteBuffer rows, int parts, float[][] logits) {
        statistics.ifPresent(RunningStatistics::beginParts);
        int bytes = examples.inputs().bytes();
        double sum = 0;
        for (int part = 0; part < parts; part++) {
            int first = (int) ((long) items.length * part / parts);
            int last = (int) ((long) items.length * (part + 1) / parts);
            int[] some = Arrays.copyOfRange(items, first, last);
            ByteBuffer inputs = rows.slice(first * bytes, some.length * bytes);
            double share = (double) some.length / items.length;
            sum += share * backward(examples, some, inputs, (float) share, logits);
            statistics.ifPresent(kept -> kept.partEnded(share));
        }
        statistics.ifPresent(RunningStatistics::endParts);
        return sum;
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
    public boolean apply(double learningRate, double momentum) {
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

    @Override
    public void close() {
        statistics.ifPresent(RunningStatistics::close);
    }
}
