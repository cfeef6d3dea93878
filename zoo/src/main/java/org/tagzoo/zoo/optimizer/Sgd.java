package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.HashMap;
import java.util.Map;
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
 * that a schedule may change it. Learning rate and momentum come with every update. The optimiser
 * owns the buffers and frees them when it is closed; nothing else stays alive after an update.
 *
 * <pre>{@code
 * try (Sgd sgd = Sgd.builder().setManager(manager).optNesterov(true).build()) {
 *     // after each backward pass, for each parameter:
 *     sgd.update("fc.weight", weight, schedule.learningRate(k), schedule.momentum(k));
 * }
 * }</pre>
 *
 * <p>For one thread.
 */
public final class Sgd implements AutoCloseable {

    private final NDManager manager;
    private final boolean nesterov;
    private final double dampening;
    private final double weightDecay;
    private final BiPredicate<String, Shape> decayed;
    private final Map<String, NDArray> buffers = new HashMap<>();

    private Sgd(Builder builder) {
        manager = builder.manager.newSubManager();
        nesterov = builder.nesterov;
        dampening = builder.dampening;
        weightDecay = builder.weightDecay;
        decayed = builder.decayed;
    }

    /** Returns a builder for plain gradient descent: no Nesterov, no dampening, no decay. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Updates a parameter in place from the gradient that the last backward pass left in it, and
     * sets that gradient to zero for the next one (DJL adds gradients up otherwise). A parameter
     * that no backward pass has reached yet has no gradient and stays as it is, as in PyTorch.
     *
     * @param parameterId names the parameter; one name, one momentum buffer
     * @param weight the parameter, which requires a gradient
     * @param learningRate at least 0
     * @param momentum at least 0 and below 1; 0 for none
     * @throws IllegalStateException if the weight requires no gradient
     */
    public void update(String parameterId, NDArray weight, double learningRate, double momentum) {
        if (!weight.hasGradient()) {
            throw new IllegalStateException(
                    "Parameter '" + parameterId + "' requires no gradient: it is frozen");
        }
        PtNDArray tensor = (PtNDArray) weight;
        try (NDArray gradient = JniUtils.getGradient(tensor)) {
            if (gradient != null) {
                update(parameterId, weight, gradient, learningRate, momentum);
                JniUtils.zeroGrad(tensor);
            }
        }
    }

    /**
     * Updates a parameter in place from a gradient, which stays as it is.
     *
     * @param parameterId names the parameter; one name, one momentum buffer
     * @param weight the parameter, whether or not it requires a gradient
     * @param gradient of the weight's shape and type
     * @param learningRate at least 0
     * @param momentum at least 0 and below 1; 0 for none
     */
    public void update(
            String parameterId,
            NDArray weight,
            NDArray gradient,
            double learningRate,
            double momentum) {
        check(parameterId, weight, gradient, learningRate, momentum);
        boolean decays = weightDecay > 0 && decayed.test(parameterId, weight.getShape());
        // A detached view shares its memory with the weight, and PyTorch lets nobody write in
        // place to a leaf that requires a gradient.
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray values = weight.stopGradient();
            NDArray g = gradient.stopGradient();
            if (decays) {
                g = values.mul(weightDecay).addi(g);
            }
            NDArray step = momentum == 0 ? g.duplicate() : step(parameterId, g, momentum);
            values.subi(step.muli(learningRate));
        }
    }

    private NDArray step(String parameterId, NDArray g, double momentum) {
        NDArray buffer = buffers.get(parameterId);
        if (buffer == null) {
            buffer = g.duplicate();
            NDScope.unregister(buffer);
            buffer.attach(manager);
            buffers.put(parameterId, buffer);
        } else {
            buffer.muli(momentum).addi(dampening == 0 ? g : g.mul(1 - dampening));
        }
        return nesterov ? buffer.mul(momentum).addi(g) : buffer.duplicate();
    }

    private static void check(
            String parameterId,
            NDArray weight,
            NDArray gradient,
            double learningRate,
            double momentum) {
        if (!weight.getShape().equals(gradient.getShape())
                || weight.getDataType() != gradient.getDataType()) {
            throw new IllegalArgumentException(
                    "Parameter '%s' is %s %s, its gradient is %s %s"
                            .formatted(
                                    parameterId,
                                    weight.getDataType(),
                                    weight.getShape(),
                                    gradient.getDataType(),
                                    gradient.getShape()));
        }
        if (!(learningRate >= 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The learning rate must be finite and at least 0, but is " + learningRate);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException(
                    "The momentum must be at least 0 and below 1, but is " + momentum);
        }
    }

    /** Frees the momentum buffers. */
    @Override
    public void close() {
        buffers.clear();
        manager.close();
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
            if (manager == null) {
                throw new IllegalArgumentException("SGD needs a manager for its momentum buffers");
            }
            if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "The weight decay must be finite and at least 0, but is " + weightDecay);
            }
            if (!(dampening >= 0 && dampening <= 1) || (nesterov && dampening != 0)) {
                throw new IllegalArgumentException(
                        "The dampening must be 0 to 1, and 0 with Nesterov's momentum, but is "
                                + dampening);
            }
            return new Sgd(this);
        }
    }
}
