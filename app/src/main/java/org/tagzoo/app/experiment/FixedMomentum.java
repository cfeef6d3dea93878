package org.tagzoo.app.experiment;

import ai.djl.ndarray.NDArray;
import org.tagzoo.zoo.optimizer.Optimizer;
import org.tagzoo.zoo.optimizer.OptimizerState;
import org.tagzoo.zoo.weights.WeightsException;

/** An optimiser with a momentum of its own, whatever the schedule's is. */
record FixedMomentum(Optimizer optimizer, double momentum) implements Optimizer {

    @Override
    public void update(String id, NDArray weight, double learningRate, double ofSchedule) {
        optimizer.update(id, weight, learningRate, momentum);
    }

    @Override
    public OptimizerState state() {
        return optimizer.state();
    }

    @Override
    public void restore(OptimizerState state) throws WeightsException {
        optimizer.restore(state);
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
