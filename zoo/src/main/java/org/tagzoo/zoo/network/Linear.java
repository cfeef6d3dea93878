package org.tagzoo.zoo.network;

import java.util.List;

/**
 * A linear layer, on vectors or on each token by itself.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]}
 */
public record Linear(Parameter weight, Parameter bias) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims x = inputs.get(0);
        int out = weight.shape().get(0);
        if (x.isMap() || x.channels() != weight.shape().get(1)) {
            throw new IllegalArgumentException(
                    "A linear layer with weights %s takes vectors of that width, not %s"
                            .formatted(weight.shape(), x));
        }
        return x.isTokens() ? Dims.tokens(x.sizes().get(0), out) : Dims.vector(out);
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
        return (long) result.count() * weight.shape().get(1);
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
