package org.tagzoo.zoo.network;

import java.util.List;

/**
 * The mean of vectors over views of an image, see {@link Views}: {@code [V N, F]} becomes {@code
 * [N, F]}.
 *
 * @param views how many of each image
 * @param width of a vector, {@code F}
 */
public record MeanOfViews(int views, int width) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        if (!inputs.get(0).equals(Dims.vector(width))) {
            throw new IllegalArgumentException(
                    "The mean over views is one of vectors of %d, not of %s"
                            .formatted(width, inputs.get(0)));
        }
        return inputs.get(0);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.mean(torch.reshape(%s, [%d, -1, %d]), [0])"
                .formatted(step.input(0, ElementType.FLOAT32), views, width);
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }
}
