package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/**
 * {@code max(0, x)}.
 *
 * @param upTo6 whether it is {@code min(max(0, x), 6)}
 */
public record Relu(boolean upTo6) implements Pointwise {

    @Override
    public String script(ScriptContext step) {
        return "torch.relu%s%s(%s)".formatted(upTo6 ? "6" : "", step.inPlace(), step.input(0));
    }

    @Override
    public Optional<Activation> fusedActivation() {
        return Optional.of(
                upTo6
                        ? new Activation("hardtanh", List.of(0.0, 6.0), "", false)
                        : new Activation("relu", List.of(), "", true));
    }
}
