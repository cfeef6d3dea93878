package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/** {@code min(max(0, x), 6)}. */
public record Relu6() implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        return inputs.get(0);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.relu6%s(%s)".formatted(step.inPlace(), step.input(0));
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.WITHOUT_GRADIENTS;
    }

    @Override
    public AtPositions atPositions() {
        return AtPositions.SAME;
    }

    @Override
    public Optional<FusedActivation> fusedActivation() {
        return Optional.of(new FusedActivation("hardtanh", List.of(0.0, 6.0), false));
    }
}
