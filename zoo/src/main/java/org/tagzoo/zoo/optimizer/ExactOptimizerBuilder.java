package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer.OptimizerBuilder;
import ai.djl.training.tracker.ParameterTracker;
import java.util.HashSet;
import java.util.Map;
import java.util.function.BiPredicate;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.schedule.ExactTracker;

/**
 * Collects the settings that every optimiser has.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ExactOptimizerBuilder<B extends ExactOptimizerBuilder<B>>
        extends OptimizerBuilder<B> permits Sgd.Builder, Adam.Builder, RmsProp.Builder {

    NDManager manager;
    double weightDecay;
    BiPredicate<String, Shape> decayed = (name, shape) -> true;
    Map<String, String> names = Map.of();
    Map<String, Double> multipliers = Map.of();
    ParameterTracker learningRate;
    ParameterTracker momentum;
    int updatesBefore;

    ExactOptimizerBuilder(double weightDecay, double momentum) {
        this.weightDecay = weightDecay;
        this.momentum = ExactTracker.fixed(momentum);
    }

    /** Sets the tracker of the learning rate, TagZoo's or any of DJL's. */
    public final B setLearningRateTracker(ParameterTracker value) {
        learningRate = value;
        return self();
    }

    /** Sets the tracker of the momentum; what it is to the optimiser, each class says. */
    public final B optMomentumTracker(ParameterTracker value) {
        momentum = value;
        return self();
    }

    /**
     * Sets what the state lives under, on the device of the weights; by default what the weights of
     * the network live under.
     */
    public final B optManager(NDManager value) {
        manager = value;
        return self();
    }

    /** Sets the weight decay, at least 0 and finite. */
    public final B optWeightDecay(double value) {
        weightDecay = value;
        return self();
    }

    /** Sets the weight decay as DJL's builders name it. */
    @Override
    public final B optWeightDecays(float value) {
        return optWeightDecay(value);
    }

    /**
     * Sets which parameters decay, by name and shape; all of them by default, as in PyTorch. {@link
     * ExactOptimizer#MATRICES} spares biases and normalisation.
     */
    public final B optDecayed(BiPredicate<String, Shape> value) {
        decayed = value;
        return self();
    }

    /** Sets names of parameters by DJL's ids, for weights that have no name themselves. */
    public final B optNames(Map<String, String> value) {
        names = value;
        return self();
    }

    /** Sets what parameters' learning rates are multiplied with, by name; else 1. */
    public final B optMultipliers(Map<String, Double> value) {
        multipliers = value;
        return self();
    }

    @Override
    public final B optBeginNumUpdate(int value) {
        updatesBefore = value;
        return self();
    }

    /** Is refused: the gradient is taken as it is. Scale the loss instead. */
    @Override
    public final B setRescaleGrad(float value) {
        refuse(value != 1, "setRescaleGrad(%s)".formatted(value), "scale the loss");
        return self();
    }

    /** Is refused: DJL's own clips single values from above only. */
    @Override
    public final B optClipGrad(float value) {
        refuse(value >= 0, "optClipGrad(%s)".formatted(value), "FineTuneTrainer clips by norm");
        return self();
    }

    private static void refuse(boolean set, String what, String instead) {
        if (set) {
            throw new IllegalArgumentException(
                    "TagZoo's optimisers take gradients as they are, not with %s: %s"
                            .formatted(what, instead));
        }
    }

    /**
     * Returns the optimiser.
     *
     * @throws IllegalArgumentException if a setting is missing or out of its range
     */
    public abstract ExactOptimizer build();

    final void check() {
        if (learningRate == null) {
            throw new IllegalArgumentException(
                    "An optimiser needs a learning rate: setLearningRateTracker, such as"
                            + " Tracker.fixed(0.01f) or OneCycle's");
        }
        if (momentum == null || decayed == null || updatesBefore < 0) {
            throw new IllegalArgumentException(
                    "An optimiser needs a momentum tracker (%s), what decays (%s) and 0 updates before it or more (%d)"
                            .formatted(momentum, decayed, updatesBefore));
        }
        if (new HashSet<>(names.values()).size() < names.size()) {
            throw new IllegalArgumentException(
                    "Each parameter needs a name of its own, but names are " + names.values());
        }
        Check.atLeast("weightDecay", weightDecay, 0);
        multipliers.forEach((name, value) -> Check.atLeast("multiplier " + name, value, 0));
    }

    static void checkShare(String name, double value) {
        Check.that(value >= 0 && value < 1, name, "at least 0 and below 1", value);
    }
}
