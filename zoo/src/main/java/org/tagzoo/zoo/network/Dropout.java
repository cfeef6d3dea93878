package org.tagzoo.zoo.network;

import java.util.List;

/** Drops elements in training only. */
public record Dropout(double probability) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        return inputs.get(0);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.dropout(%s, %s, self.training)".formatted(step.input(0), probability);
    }

    @Override
    public Op inUse() {
        return new Dropout(0);
    }

    @Override
    public AtPositions atPositions() {
        return AtPositions.NOTHING;
    }
}
