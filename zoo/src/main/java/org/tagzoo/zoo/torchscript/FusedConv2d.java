package org.tagzoo.zoo.torchscript;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.Conv2d;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.ElementType;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.Op.Activation;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ScriptContext;

/**
 * A convolution, plus its second input if it has one, and an activation, in one step of oneDNN that
 * writes over that second input. Of networks for use alone.
 *
 * @param index of its weights among those that were laid out
 */
record FusedConv2d(Conv2d convolution, Optional<Activation> activation, int index) implements Op {

    /** The method that lays the weights out, once they have their values. */
    static final String PACK = "pack";

    /** The attribute that holds them then, in the order of the steps. */
    static final String PACKED = "packed";

    /** The method that gives the weights as they lie best for an input. */
    static final String LAYOUT = "layout";

    /** The layout is chosen for as many images at a time; others are computed all the same. */
    private static final int USUAL_BATCH = 32;

    static boolean isIn(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> node.op() instanceof FusedConv2d);
    }

    /** Writes the methods {@value #PACK} and {@value #LAYOUT}. */
    static String methods(
            Graph graph, Precision precision, Function<Parameter, String> references) {
        return "  def %s(self: __torch__.Net) -> NoneType:\n%s    return None\n"
                        .formatted(PACK, packing(graph, precision, references, PACKED, USUAL_BATCH))
                + layout("    return self.%s\n".formatted(PACKED));
    }

    /** Writes the method {@value #LAYOUT}. */
    static String layout(String body) {
        return "  def %s(self: __torch__.Net, x: Tensor) -> List[Tensor]:\n%s"
                .formatted(LAYOUT, body);
    }

    /**
     * Writes the statement that lays the weights out.
     *
     * @param attribute that holds them then
     * @param batch how many images at a time it is for; others are computed all the same
     */
    static String packing(
            Graph graph,
            Precision precision,
            Function<Parameter, String> references,
            String attribute,
            int batch) {
        StringJoiner packed =
                new StringJoiner(",\n        ", "    self.%s = [".formatted(attribute), "]\n");
        for (Node node : graph.nodes()) {
            if (node.op() instanceof FusedConv2d fused) {
                Dims in = graph.nodes().get(node.inputs().get(0)).dims();
                packed.add(
                        "ops.mkldnn._reorder_convolution_weight(torch.to(%s, %d), %s, [%d, %d, %d, %d])"
                                .formatted(
                                        fused.convolution.kernelScript(
                                                references.apply(fused.convolution.weight())),
                                        precision.torchNumber(),
                                        fused.geometry(),
                                        batch,
                                        in.channels(),
                                        in.height(),
                                        in.width()));
            }
        }
        return packed.toString();
    }

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
                                LAYOUT,
                                index,
                                convolution.bias().map(step::computed).orElse("None"),
                                geometry());
        return step.inputs() == 1
                ? "ops.mkldnn._convolution_pointwise(%s, %s)"
                        .formatted(arguments, activationScript("\"none\""))
                : "ops.mkldnn._convolution_pointwise_(%s, %s, \"add\", 1., %s)"
                        .formatted(
                                step.input(1, ElementType.COMPUTED),
                                arguments,
                                activationScript("None"));
    }

    /** Returns the last arguments; oneDNN's steps differ in what stands for no activation. */
    private String activationScript(String none) {
        String scalars =
                activation.stream()
                        .flatMap(each -> each.scalars().stream())
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
        return "%s, annotate(List[Optional[number]], [%s]), \"%s\""
                .formatted(
                        activation.map(each -> "\"" + each.name() + "\"").orElse(none),
                        scalars,
                        activation.map(Activation::algorithm).orElse(""));
    }

    private String geometry() {
        return "%s, %s, %s, %d"
                .formatted(
                        convolution.kernel().paddingScript(),
                        convolution.kernel().strideScript(),
                        convolution.kernel().dilationScript(),
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
