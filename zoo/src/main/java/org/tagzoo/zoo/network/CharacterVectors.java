package org.tagzoo.zoo.network;

import java.util.List;

/**
 * A learned vector for each number of a row, as {@code torch.nn.Embedding} with {@code
 * padding_idx=0}: rows {@code [N, T]} of whole numbers become {@code [N, T, E]}. No gradient
 * reaches the vector of 0.
 *
 * @param weight {@code [V, E]}; numbers are 0 to V - 1
 */
public record CharacterVectors(Parameter weight) implements Op {

    /** Declares {@code count} vectors of {@code width} numbers, started as PyTorch does. */
    public static Value of(Scope scope, Value rows, int count, int width) {
        Parameter weight = scope.trained("weight", Init.normal(1), count, width);
        return rows.then(new CharacterVectors(weight));
    }

    @Override
    public Dims dims(List<Dims> inputs) {
        if (!inputs.get(0).isVector()) {
            throw new IllegalArgumentException(
                    "Vectors are looked up for rows of numbers, not " + inputs.get(0));
        }
        return Dims.tokens(inputs.get(0).channels(), weight.shape().get(1));
    }

    @Override
    public String script(ScriptContext step) {
        // 4 is PyTorch's number for whole numbers of 64 bits.
        return "torch.embedding(%s, torch.to(%s, 4), 0)"
                .formatted(step.parameter(weight), step.input(0));
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight);
    }
}
