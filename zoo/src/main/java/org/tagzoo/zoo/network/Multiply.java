package org.tagzoo.zoo.network;

import java.util.List;

/**
 * The product of a map and a factor for each of its channels, as squeeze-and-excitation weighs
 * channels (arXiv:1709.01507).
 */
public record Multiply() implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims map = inputs.get(0);
        if (!map.isMap() || !inputs.get(1).equals(Dims.map(map.channels(), 1, 1))) {
            throw new IllegalArgumentException(
                    "Can't multiply %s by %s: a map is multiplied by one number a channel"
                            .formatted(map, inputs.get(1)));
        }
        return map;
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.mul(%s, %s)".formatted(step.input(0), step.input(1));
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }
}
