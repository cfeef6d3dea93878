package org.tagzoo.zoo.network;

import java.util.List;

/** A map as one vector, channel by channel. */
public record Flatten() implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        return Dims.vector(inputs.get(0).count());
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.flatten(%s, 1)".formatted(step.input(0));
    }

    @Override
    public AtPositions atPositions() {
        return AtPositions.NOTHING;
    }
}
