package org.tagzoo.zoo.network;

import java.util.List;

/**
 * The product with a trained factor for each channel: layer scale (arXiv:2103.17239).
 *
 * @param factors {@code [C, 1, 1]} for maps, {@code [C]} for anything else, whose last dimension is
 *     C
 */
public record Scale(Parameter factors) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims dims = inputs.get(0);
        int width = dims.channels();
        List<Integer> taken = dims.isMap() ? List.of(width, 1, 1) : List.of(width);
        if (!factors.shape().equals(taken)) {
            throw new IllegalArgumentException(
                    "Factors %s scale one number each, not %s".formatted(factors.shape(), dims));
        }
        return dims;
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.mul(%s, %s)".formatted(step.input(0), step.parameter(factors));
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(factors);
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }
}
