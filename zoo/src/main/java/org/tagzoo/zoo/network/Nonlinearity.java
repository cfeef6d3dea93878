package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/** A function of each element alone, as PyTorch's of the same name. {@link Relu} is another. */
public enum Nonlinearity implements Pointwise {
    /** {@code x * sigmoid(x)}, also called swish (arXiv:1702.03118). */
    SILU("silu", "swish"),
    /** {@code x * P(X <= x)} of a standard normal X, exact, not by tanh (arXiv:1606.08415). */
    GELU("gelu", "gelu"),
    SIGMOID("sigmoid", "sigmoid"),
    /** {@code min(max(0, x + 3), 6) / 6}. */
    HARD_SIGMOID("hardsigmoid", "hardsigmoid"),
    /** {@code x * hardsigmoid(x)} (arXiv:1905.02244). */
    HARD_SWISH("hardswish", "hardswish");

    private final String function;
    private final String fused;

    Nonlinearity(String function, String fused) {
        this.function = function;
        this.fused = fused;
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.%s(%s)".formatted(function, step.input(0));
    }

    @Override
    public Optional<Activation> fusedActivation() {
        return Optional.of(new Activation(fused, List.of(), this == GELU ? "none" : "", false));
    }
}
