package org.tagzoo.zoo.network;

import java.util.List;

/**
 * Layer norm (arXiv:1607.06450): over the channels at each position of a map, or over the last
 * dimension of anything else. It is computed in float32, as PyTorch's autocast has it.
 *
 * @param weight {@code [C]}
 * @param bias {@code [C]}
 * @param epsilon added to the variance, which is that of all C, not of C - 1
 * @param ofMaps whether it takes maps, {@code [N, C, H, W]}, and not {@code [N, ..., C]}
 */
public record LayerNorm(Parameter weight, Parameter bias, double epsilon, boolean ofMaps)
        implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims dims = inputs.get(0);
        if (dims.isMap() != ofMaps || dims.channels() != weight.count()) {
            throw new IllegalArgumentException(
                    "A layer norm of %d numbers%s does not take %s"
                            .formatted(weight.count(), ofMaps ? " of maps" : "", dims));
        }
        return dims;
    }

    @Override
    public String script(ScriptContext step) {
        String x = step.input(0, ElementType.FLOAT32);
        String norm =
                "torch.layer_norm(%s, [%d], %s, %s, %s)"
                        .formatted(
                                ofMaps ? "torch.permute(%s, [0, 2, 3, 1])".formatted(x) : x,
                                weight.count(),
                                step.parameter(weight),
                                step.parameter(bias),
                                epsilon);
        // Of a map in channels_last, both permutations are views.
        return ofMaps ? "torch.permute(%s, [0, 3, 1, 2])".formatted(norm) : norm;
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }

    @Override
    public AtPositions atPositions() {
        return ofMaps ? AtPositions.NOT : AtPositions.SAME;
    }
}
