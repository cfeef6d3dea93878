package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution.
 *
 * @param weight {@code [out, in / groups, kh, kw]}, or {@code [out, in]} of a linear layer that is
 *     applied to each position of a map
 * @param bias {@code [out]}
 * @param groups into which the channels are divided: each group of results sees its own group of
 *     inputs only; as many as there are channels for a depthwise convolution
 */
public record Conv2d(Parameter weight, Optional<Parameter> bias, KernelGeometry kernel, int groups)
        implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims map = inputs.get(0);
        int out = weight.shape().get(0);
        int in = weight.shape().get(1) * groups;
        if (!map.isMap() || map.channels() != in || out % groups != 0) {
            throw new IllegalArgumentException(
                    "A convolution with weights %s in %d groups takes maps of %d channels, not %s"
                            .formatted(weight.shape(), groups, in, map));
        }
        return kernel.over(map, out);
    }

    @Override
    public String script(ScriptContext step) {
        if (isLinear()) {
            return "torch.permute(torch.linear(torch.permute(%s, [0, 2, 3, 1]), %s, %s), [0, 3, 1, 2])"
                    .formatted(
                            step.input(0, ElementType.COMPUTED),
                            step.computed(weight),
                            bias.map(step::computed).orElse("None"));
        }
        return "torch.conv2d(%s, %s, %s, %s, %s%s)"
                .formatted(
                        step.input(0, ElementType.COMPUTED),
                        step.computed(weight),
                        bias.map(step::computed).orElse("None"),
                        kernel.strideScript(),
                        kernel.paddingScript(),
                        isPlain() ? "" : ", %s, %d".formatted(kernel.dilationScript(), groups));
    }

    private boolean isLinear() {
        return weight.shape().size() == 2;
    }

    /** Returns the expression of the weights, {@code [out, in / groups, kh, kw]}, from theirs. */
    public String kernelScript(String weights) {
        return isLinear()
                ? "torch.reshape(%s, [%d, %d, 1, 1])"
                        .formatted(weights, weight.shape().get(0), weight.shape().get(1))
                : weights;
    }

    private boolean isPlain() {
        return kernel.dilation() == 1 && groups == 1;
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.COMPUTED;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(weight));
        bias.ifPresent(all::add);
        return all;
    }

    @Override
    public long multiplyAdds(List<Dims> inputs, Dims result) {
        return (long) result.height() * result.width() * weight.count();
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }
}
