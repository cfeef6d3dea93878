package org.tagzoo.zoo.network;

import java.util.List;

/**
 * Attention of tokens to one another (arXiv:1706.03762), by PyTorch's {@code
 * scaled_dot_product_attention}: in each head, {@code softmax(q kᵀ / √d) v}, with d numbers a head.
 * It takes tokens {@code [N, T, 3 F]} that hold queries, keys and values one after the other, each
 * head by head, and gives {@code [N, T, F]}.
 *
 * @param heads must divide F
 */
public record Attention(int heads) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims x = inputs.get(0);
        if (!x.isTokens() || heads < 1 || x.channels() % (3 * heads) != 0) {
            throw new IllegalArgumentException(
                    "Attention in %d heads takes tokens whose width is a multiple of %d, not %s"
                            .formatted(heads, 3 * heads, x));
        }
        return Dims.tokens(x.count() / x.channels(), x.channels() / 3);
    }

    @Override
    public String script(ScriptContext step) {
        String x = step.input(0, ElementType.COMPUTED);
        return "torch.flatten(torch.transpose(torch.scaled_dot_product_attention(%s, %s, %s), 1, 2), 2)"
                .formatted(part(x, 0), part(x, 1), part(x, 2));
    }

    /** A third of each token as {@code [N, heads, T, d]}. */
    private String part(String x, int part) {
        return "torch.transpose(torch.unflatten(torch.select(torch.unflatten(%s, 2, [3, -1]), 2, %d), 2, [%d, -1]), 1, 2)"
                .formatted(x, part, heads);
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.COMPUTED;
    }

    /** Each token's query with each key, and each weight with a value. */
    @Override
    public long multiplyAdds(List<Dims> inputs, Dims result) {
        return 2L * (result.count() / result.channels()) * result.count();
    }
}
