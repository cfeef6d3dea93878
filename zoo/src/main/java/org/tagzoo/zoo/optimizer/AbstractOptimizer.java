package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/** What all optimisers share: the gradient's way, the checks and the state. */
abstract sealed class AbstractOptimizer implements Optimizer permits Sgd {

    private final Slots slots;
    private final WeightDecay weightDecay;

    AbstractOptimizer(NDManager manager, WeightDecay weightDecay, String... slotNames) {
        if (manager == null) {
            throw new IllegalArgumentException(
                    "An optimiser needs a manager for what it remembers");
        }
        this.weightDecay = weightDecay;
        slots = new Slots(manager, List.of(slotNames));
    }

    @Override
    public final void update(String id, NDArray weight, double learningRate, double momentum) {
        Setting.notNegative("The learning rate", learningRate);
        Setting.belowOne("The momentum", momentum);
        if (!weight.hasGradient()) {
            throw new IllegalStateException(
                    "Parameter '" + id + "' requires no gradient: it is frozen");
        }
        PtNDArray tensor = (PtNDArray) weight;
        try (NDArray gradient = JniUtils.getGradient(tensor)) {
            if (gradient != null) {
                step(
                        id,
                        weight,
                        gradient,
                        slots,
                        new Rates(learningRate, momentum, weightDecay.of(id, weight)));
                JniUtils.zeroGrad(tensor);
            }
        }
    }

    /** The numbers of one update of one parameter. */
    record Rates(double learningRate, double momentum, double weightDecay) {}

    /** Changes the weight; may change the gradient, which is no longer needed. */
    abstract void step(String id, NDArray weight, NDArray gradient, Slots slots, Rates rates);

    @Override
    public final OptimizerState state() {
        return slots.state();
    }

    @Override
    public final void restore(OptimizerState state) {
        slots.restore(state);
    }

    @Override
    public void close() {
        slots.close();
    }
}
