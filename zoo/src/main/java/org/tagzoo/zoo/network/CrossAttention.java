package org.tagzoo.zoo.network;

import java.util.List;

/**
 * Attention of queries {@code [N, Q, F]} to tokens with keys and values {@code [N, T, F]}, as
 * {@link Attention} computes it: {@code [N, Q, F]}.
 *
 * @param heads must divide F
 */
public record CrossAttention(int heads) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims queries = inputs.get(0);
        if (!queries.isTokens()
                || !inputs.get(1).isTokens()
                || !inputs.get(1).equals(inputs.get(2))
                || inputs.get(1).channels() != queries.channels()
                || heads < 1
                || queries.channels() % heads != 0) {
            throw new IllegalArgumentException(
                    "Attention in %d heads takes queries, keys and values of one width that is a multiple of %d, not %s"
                            .formatted(heads, heads, inputs));
        }
        return queries;
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.flatten(torch.transpose(torch.scaled_dot_product_attention(%s, %s, %s), 1, 2), 2)"
                .formatted(part(step, 0), part(step, 1), part(step, 2));
    }

    /** An input as {@code [N, heads, T, d]}. */
    private String part(ScriptContext step, int input) {
        return "torch.transpose(torch.unflatten(%s, 2, [%d, -1]), 1, 2)"
                .formatted(step.input(input, ElementType.COMPUTED), heads);
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.COMPUTED;
    }

    /** Each query with each key, and each weight with a value. */
    @Override
    public long multiplyAdds(List<Dims> inputs, Dims result) {
        return 2L * inputs.get(1).sizes().get(0) * result.count();
    }
}
