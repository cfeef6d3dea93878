package org.tagzoo.zoo.network;

import java.util.List;

/**
 * A linear layer.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]}
 */
public record Linear(Parameter weight, Parameter bias) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims vector = inputs.get(0);
        if (vector.isMap() || vector.channels() != weight.shape().get(1)) {
            throw new IllegalArgumentException(
                    "A linear layer with weights %s takes vectors of that width, not %s"
                            .formatted(weight.shape(), vector));
        }
        return Dims.vector(weight.shape().get(0));
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.linear(%s, %s, %s)"
                .formatted(
                        step.input(0, ElementType.COMPUTED),
                        step.computed(weight),
                        step.computed(bias));
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.COMPUTED;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public long multiplyAdds(List<Dims> inputs, Dims result) {
        return weight.count();
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }

    @Override
    public AtPositions atPositions() {
        return AtPositions.SAME;
    }
}
