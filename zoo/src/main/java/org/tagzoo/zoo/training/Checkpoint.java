package org.tagzoo.zoo.training;

import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * A training that can go on.
 *
 * @param state where it stands
 * @param tensors weights, statistics, the optimiser's state and so on; closed by {@link #close}
 */
record Checkpoint(TrainingState state, TensorSource tensors) implements AutoCloseable {

    @Override
    public void close() throws WeightsException {
        tensors.close();
    }
}
