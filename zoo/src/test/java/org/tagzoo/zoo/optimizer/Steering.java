package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.tagzoo.zoo.schedule.ExactTracker;

/** Updates at a learning rate and a momentum that a test gives each time. For one thread. */
public final class Steering {

    private static double rate;
    private static double momentum;

    private Steering() {}

    /** Returns the builder of an optimiser to be updated by {@link #update}. */
    public static <B extends ExactOptimizerBuilder<B>> B steered(B builder, NDManager manager) {
        ExactTracker rates = update -> rate;
        ExactTracker momenta = update -> momentum;
        return builder.setLearningRateTracker(rates)
                .optMomentumTracker(momenta)
                .optManager(manager);
    }

    /** Updates a weight from its gradient. */
    public static void update(
            ExactOptimizer optimizer,
            String name,
            NDArray weight,
            double learningRate,
            double givenMomentum) {
        rate = learningRate;
        momentum = givenMomentum;
        optimizer.update(name, weight);
    }
}
