package org.tagzoo.zoo.optimizer;

import java.util.List;

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
 * that a schedule may change it. The momentum is 0 unless a tracker is set. The state has one slot,
 * {@code momentum}, of the parameters that were updated with a momentum above 0.
 */
public final class Sgd extends ExactOptimizer {

    private static final String BUFFER = "momentum";

    private final boolean nesterov;
    private final double dampening;

    private Sgd(Builder builder) {
        super(builder, BUFFER);
        nesterov = builder.nesterov;
        dampening = builder.dampening;
    }

    /** Returns a builder for plain gradient descent: no Nesterov, no dampening, no decay. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    void step(Update update, double decay, Slots slots, Steps steps) {
        String id = update.id();
        boolean first = !slots.has(id, BUFFER);
        slots.count(id);
        steps.sgd(
                update.weight(),
                update.gradient(),
                update.momentum() > 0 ? List.of(slots.get(id, BUFFER, update.weight())) : List.of(),
                nesterov,
                first,
                decay,
                update.momentum(),
                update.learningRate(),
                dampening);
    }

    /** Collects the settings of an {@link Sgd}; the weight decay is L2, 0 by default. */
    public static final class Builder extends ExactOptimizerBuilder<Builder> {

        private boolean nesterov;
        private double dampening;

        private Builder() {
            super(0, 0);
        }

        @Override
        protected Builder self() {
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

        /**
         * Returns the optimiser.
         *
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public Sgd build() {
            check();
            Setting.check(
                    "dampening",
                    dampening,
                    dampening >= 0 && dampening <= 1 && !(nesterov && dampening != 0),
                    "0 to 1, and 0 with Nesterov's momentum");
            return new Sgd(this);
        }
    }
}
