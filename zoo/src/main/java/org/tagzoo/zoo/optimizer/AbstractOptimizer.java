package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.function.BiPredicate;
import org.tagzoo.zoo.weights.WeightsException;

/** What all optimisers share: the gradient's way, weight decay, checks and state. */
abstract sealed class AbstractOptimizer implements Optimizer permits Sgd, Adam, RmsProp {

    private final double weightDecay;
    private final BiPredicate<String, Shape> decayed;
    private final Slots slots;
    private final Steps steps;

    AbstractOptimizer(Builder<?> builder, String... slotNames) {
        weightDecay = builder.weightDecay;
        decayed = builder.decayed;
        slots = new Slots(builder.manager, List.of(slotNames));
        steps = new Steps(builder.manager);
    }

    @Override
    public final void update(String id, NDArray weight, double learningRate, double momentum) {
        Setting.notNegative("The learning rate", learningRate);
        Setting.belowOne("The momentum", momentum);
        if (!weight.hasGradient()) {
            throw new IllegalStateException(
                    "Parameter '" + id + "' requires no gradient: it is frozen");
        }
        try (NDArray gradient = JniUtils.getGradient((PtNDArray) weight)) {
            if (gradient != null) {
                boolean decays = weightDecay > 0 && decayed.test(id, weight.getShape());
                step(
                        new Update(id, weight, gradient, learningRate, momentum),
                        decays ? weightDecay : 0,
                        slots,
                        steps);
            }
        }
    }

    /** One update of one parameter. */
    record Update(
            String id, NDArray weight, NDArray gradient, double learningRate, double momentum) {}

    abstract void step(Update update, double decay, Slots slots, Steps steps);

    @Override
    public final OptimizerState state() {
        return slots.state();
    }

    @Override
    public final void restore(OptimizerState state) throws WeightsException {
        slots.restore(state);
    }

    @Override
    public final void close() {
        steps.close();
        slots.close();
    }

    /**
     * Collects the settings that every optimiser has.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>>
            permits Sgd.Builder, Adam.Builder, RmsProp.Builder {

        private NDManager manager;
        private double weightDecay;
        private BiPredicate<String, Shape> decayed = (id, shape) -> true;

        Builder(double weightDecay) {
            this.weightDecay = weightDecay;
        }

        abstract B self();

        /** Sets the manager that the state lives under, on the device of the weights. */
        public final B setManager(NDManager value) {
            manager = value;
            return self();
        }

        /** Sets the weight decay, at least 0. */
        public final B optWeightDecay(double value) {
            weightDecay = value;
            return self();
        }

        /**
         * Sets which parameters decay, by name and shape; all of them by default, as in PyTorch.
         * {@code (name, shape) -> shape.dimension() > 1} spares biases and normalisation.
         */
        public final B optDecayed(BiPredicate<String, Shape> value) {
            decayed = value;
            return self();
        }

        final void check() {
            if (manager == null) {
                throw new IllegalArgumentException(
                        "An optimiser needs a manager for what it remembers");
            }
            Setting.notNegative("weightDecay", weightDecay);
        }
    }
}
