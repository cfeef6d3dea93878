package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/** {@code max(0, x)}. */
public record Relu() implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        return inputs.get(0);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.relu%s(%s)".formatted(step.inPlace(), step.input(0));
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
        return Optional.of(new FusedActivation("relu", List.of(), true));
    }
}
