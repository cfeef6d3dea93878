package org.tagzoo.zoo.network;

import java.util.List;

/**
 * One token as a vector {@code [N, F]}.
 *
 * @param index from 0
 */
public record TakeToken(int index) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims tokens = inputs.get(0);
        if (!tokens.isTokens() || index < 0 || index >= tokens.sizes().get(0)) {
            throw new IllegalArgumentException(
                    "There is no token %d in %s".formatted(index, tokens));
        }
        return Dims.vector(tokens.channels());
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.select(%s, 1, %d)".formatted(step.input(0), index);
    }
}
