package org.tagzoo.zoo.network;

import java.util.List;

/** The sum of two inputs of one shape; float32 unless both are of another type. */
public record Add() implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        if (!inputs.get(0).equals(inputs.get(1))) {
            throw new IllegalArgumentException(
                    "Can't add " + inputs.get(0) + " and " + inputs.get(1));
        }
        return inputs.get(0);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.add%s(%s, %s)".formatted(step.inPlace(), step.input(0), step.input(1));
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }
}
