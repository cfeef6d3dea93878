package org.tagzoo.zoo.network;

import java.util.List;

/**
 * The mean of vectors that stand one after the other: {@code [N, heads * F]} becomes {@code [N,
 * F]}.
 *
 * @param heads how many there are
 */
public record MeanOfHeads(int heads) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims all = inputs.get(0);
        if (!all.isVector() || all.channels() % heads != 0) {
            throw new IllegalArgumentException(
                    "A mean over %d heads needs as many vectors of one width, not %s"
                            .formatted(heads, all));
        }
        return Dims.vector(all.channels() / heads);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.mean(torch.reshape(%1$s, [torch.size(%1$s, 0), %2$d, -1]), [1])"
                .formatted(step.input(0, ElementType.FLOAT32), heads);
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }
}
