package org.tagzoo.zoo.network;

import java.util.List;

/**
 * A parameter as a value, the same for every image, such as a class token. Its input only tells how
 * many images there are.
 *
 * @param parameter {@code [1, ...]}; the result is {@code [N, ...]}
 */
public record Learned(Parameter parameter) implements Op {

    public Learned {
        if (parameter.shape().isEmpty() || parameter.shape().get(0) != 1) {
            throw new IllegalArgumentException(
                    "A parameter [1, ...] can be a value, not %s of %s"
                            .formatted(parameter.name(), parameter.shape()));
        }
    }

    @Override
    public Dims dims(List<Dims> inputs) {
        return new Dims(parameter.shape().subList(1, parameter.shape().size()));
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.expand(%s, [torch.size(%s, 0)%s])"
                .formatted(
                        step.parameter(parameter),
                        step.input(0),
                        ", -1".repeat(parameter.shape().size() - 1));
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(parameter);
    }
}
