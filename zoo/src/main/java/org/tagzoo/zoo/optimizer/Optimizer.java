package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * Changes weights from their gradients, one weight at a time, as PyTorch's optimisers do. Learning
 * rate and momentum come with every update, from a schedule.
 *
 * <p>A parameter may join at any update and may be left out of any: frozen, it is not updated, and
 * what the optimiser remembers of it stays as it was, as PyTorch leaves out a parameter without a
 * gradient. The optimiser owns the arrays that it keeps and frees them when it is closed. For one
 * thread.
 *
 * <pre>{@code
 * try (Optimizer optimizer = Sgd.builder().setManager(manager).optNesterov(true).build()) {
 *     // after each backward pass, for each parameter:
 *     optimizer.update("fc.weight", weight, schedule.learningRate(k), schedule.momentum(k));
 * }
 * }</pre>
 */
public interface Optimizer extends AutoCloseable {

    /**
     * Updates a parameter in place from the gradient that the backward passes since its last update
     * left in it, and sets that gradient to zero for the next one (DJL adds gradients up
     * otherwise). A parameter that no backward pass has ever reached has no gradient and stays as
     * it is, as in PyTorch.
     *
     * @param id names the parameter; what is remembered goes by this name
     * @param weight the parameter, which requires a gradient, float32 or float64
     * @param learningRate at least 0 and finite
     * @param momentum at least 0 and below 1; what it is to the optimiser, each class says
     * @throws IllegalStateException if the weight requires no gradient
     * @throws IllegalArgumentException if the rate or the momentum is out of its range, or what a
     *     state restored for this parameter has another size
     */
    void update(String id, NDArray weight, double learningRate, double momentum);

    /**
     * Returns all that the optimiser remembers. Slots are copied out of the engine when they are
     * read, which must be before the next update, and one at a time: together they can be several
     * times the network. Another optimiser of the same settings that restores it goes on with the
     * same bits.
     *
     * @throws IllegalStateException if a weight is not float32
     */
    OptimizerState state();

    /**
     * Forgets everything and takes over a state, whose slots are read at once, one at a time.
     *
     * @param state of another optimiser, or kept in a file
     * @throws IllegalArgumentException if the state is another kind of optimiser's
     * @throws WeightsException if a slot can't be read
     */
    void restore(OptimizerState state) throws WeightsException;

    /** Frees what the optimiser keeps. */
    @Override
    void close();
}
