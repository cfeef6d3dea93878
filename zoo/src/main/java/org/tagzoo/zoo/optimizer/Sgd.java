package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.function.BiPredicate;

/**
 * Stochastic gradient descent with momentum, as PyTorch's {@code SGD} computes it.
 *
 * <p>For a weight {@code p} with gradient {@code g}, learning rate {@code r}, momentum {@code m}
 * and weight decay {@code d}:
 *
 * <pre>g = g + d p
 * b = g                  at the first update of this parameter with a momentum above 0
 * b = m b + (1 - dampening) g    later
 * p = p - r (g + m b)    with Nesterov's momentum
 * p = p - r b            without
 * p = p - r g            where m is 0</pre>
 *
 * <p>The learning rate stays outside of the buffer {@code b}, unlike in DJL's own {@code Sgd}, so
 * that a schedule may change it. The momentum is the one that comes with each update. Its state has
 * one slot, {@code momentum}, of the parameters that were updated with a momentum above 0.
 */
public final class Sgd extends AbstractOptimizer {

    private static final String BUFFER = "momentum";

    private final boolean nesterov;
    private final double dampening;

    private Sgd(Builder builder) {
        super(builder.manager, new WeightDecay(builder.weightDecay, builder.decayed), BUFFER);
        nesterov = builder.nesterov;
        dampening = builder.dampening;
    }

    /** Returns a builder for plain gradient descent: no Nesterov, no dampening, no decay. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    void step(String id, NDArray weight, NDArray gradient, Slots slots, Rates rates) {
        // A detached view shares its memory with the weight, and PyTorch lets nobody write in
        // place to a leaf that requires a gradient.
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray values = weight.stopGradient();
            NDArray g = gradient.stopGradient();
            if (rates.weightDecay() > 0) {
                g = values.mul(rates.weightDecay()).addi(g);
            }
            boolean first = !slots.has(id, BUFFER);
            slots.count(id);
            NDArray step = g;
            if (rates.momentum() > 0) {
                NDArray buffer = slots.get(id, BUFFER, weight);
                NDScope.unregister(buffer);
                buffer.muli(rates.momentum())
                        .addi(first || dampening == 0 ? g : g.mul(1 - dampening));
                step = nesterov ? buffer.mul(rates.momentum()).addi(g) : buffer.duplicate();
            }
            values.subi(step.muli(rates.learningRate()));
        }
    }

    /** Collects the settings of an {@link Sgd}. */
    public static final class Builder {

        private NDManager manager;
        private boolean nesterov;
        private double dampening;
        private double weightDecay;
        private BiPredicate<String, Shape> decayed = (parameterId, shape) -> true;

        private Builder() {}

        /** Sets the manager that the momentum buffers live under, on the device of the weights. */
        public Builder setManager(NDManager value) {
            manager = value;
            return this;
        }

        /** Sets whether the momentum is Nesterov's, which needs a dampening of 0. */
        public Builder optNesterov(boolean value) {
            nesterov = value;
            return this;
        }

        /** Sets the share of each later gradient that the buffer leaves out, 0 to 1. */
        public Builder optDampening(double value) {
            dampening = value;
            return this;
        }

        /** Sets the weight decay (L2), at least 0. */
        public Builder optWeightDecay(double value) {
            weightDecay = value;
            return this;
        }

        /**
         * Sets which parameters decay, by name and shape; all of them by default, as in PyTorch.
         * {@code (name, shape) -> shape.dimension() > 1} spares biases and normalisation.
         */
        public Builder optDecayed(BiPredicate<String, Shape> value) {
            decayed = value;
            return this;
        }

        /**
         * Returns the optimiser.
         *
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public Sgd build() {
            if (!(dampening >= 0 && dampening <= 1) || (nesterov && dampening != 0)) {
                throw new IllegalArgumentException(
                        "The dampening must be 0 to 1, and 0 with Nesterov's momentum, but is "
                                + dampening);
            }
            return new Sgd(this);
        }
    }
}
