package org.tagzoo.zoo.network;

import java.util.List;

/** One 0 for each image: {@code [N, 1]}, whatever it is given. */
public record NoFeatures() implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        return Dims.vector(1);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.new_zeros(%1$s, [torch.size(%1$s, 0), 1])"
                .formatted(step.input(0, ElementType.FLOAT32));
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }
}
