package org.tagzoo.zoo.torchscript;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.Conv2d;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.ElementType;
import org.tagzoo.zoo.network.FusedActivation;
import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ScriptContext;

/**
 * A convolution, plus its second input if it has one, and an activation, in one step of oneDNN that
 * writes over that second input. Of networks for use alone.
 *
 * @param index of its weights among those that were laid out
 */
record FusedConv2d(Conv2d convolution, Optional<FusedActivation> activation, int index)
        implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        return convolution.dims(inputs);
    }

    @Override
    public String script(ScriptContext step) {
        String arguments =
                "%s, %s[%d], %s, %s"
                        .formatted(
                                step.input(0, ElementType.COMPUTED),
                                FusedSource.LAYOUT,
                                index,
                                convolution.bias().map(step::computed).orElse("None"),
                                geometry());
        return step.inputs() == 1
                ? "ops.mkldnn._convolution_pointwise(%s, %s)"
                        .formatted(arguments, activationScript())
                : "ops.mkldnn._convolution_pointwise_(%s, %s, \"add\", 1., %s)"
                        .formatted(
                                step.input(1, ElementType.COMPUTED), arguments, activationScript());
    }

    private String activationScript() {
        String scalars =
                activation.stream()
                        .flatMap(each -> each.scalars().stream())
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
        return "\"%s\", annotate(List[Optional[number]], [%s]), \"\""
                .formatted(activation.map(FusedActivation::name).orElse("none"), scalars);
    }

    /**
     * Writes the expression that lays the weights out.
     *
     * @param weight its expression
     * @param in shape of what is convolved
     * @param batch how many images at a time it is for; others are computed all the same
     */
    String packing(String weight, Dims in, int batch) {
        return "ops.mkldnn._reorder_convolution_weight(%s, %s, [%d, %d, %d, %d])"
                .formatted(weight, geometry(), batch, in.channels(), in.height(), in.width());
    }

    private String geometry() {
        return "%s, %s, %s, %d"
                .formatted(
                        convolution.window().paddingScript(),
                        convolution.window().strideScript(),
                        convolution.window().dilationScript(),
                        convolution.groups());
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.COMPUTED;
    }

    @Override
    public List<Parameter> parameters() {
        return convolution.parameters();
    }

    @Override
    public long multiplyAdds(List<Dims> inputs, Dims result) {
        return convolution.multiplyAdds(inputs, result);
    }
}
