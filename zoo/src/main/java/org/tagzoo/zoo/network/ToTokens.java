package org.tagzoo.zoo.network;

import java.util.List;

/** The positions of a map as tokens {@code [N, H W, C]}, row by row. */
public record ToTokens() implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims map = inputs.get(0);
        if (!map.isMap()) {
            throw new IllegalArgumentException("Tokens are made of maps, not of " + map);
        }
        return Dims.tokens(Math.multiplyExact(map.height(), map.width()), map.channels());
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.transpose(torch.flatten(%s, 2), 1, 2)".formatted(step.input(0));
    }
}
