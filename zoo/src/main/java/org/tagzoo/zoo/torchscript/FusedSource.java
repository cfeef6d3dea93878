package org.tagzoo.zoo.torchscript;

import java.util.List;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Op;

/** The TorchScript of {@link FusedSteps}: oneDNN's steps as PyTorch's engine names them. */
final class FusedSource {

    /** The method that lays the weights out, once they have their values. */
    static final String PACK = "pack";

    /** The attribute that holds them then, in the order of the steps. */
    static final String PACKED = "packed";

    /** The method that gives the weights as they lie best for an input. */
    private static final String LAYOUT = "layout";

    /** The layout is chosen for as many pictures at a time; others are computed all the same. */
    private static final int USUAL_BATCH = 32;

    private FusedSource() {}

    static boolean isIn(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> node.op() instanceof Op.FusedConv2d);
    }

    /**
     * Writes one step.
     *
     * @param inputs what is convolved, and what the result is added to and written over, if
     *     anything
     * @param index of the step among its kind
     */
    static String call(Op.FusedConv2d fused, List<String> inputs, int index, String bias) {
        String arguments =
                "%s, %s[%d], %s, %s, 1"
                        .formatted(inputs.get(0), LAYOUT, index, bias, window(fused));
        String activation =
                "\"%s\", annotate(List[Optional[number]], []), \"\""
                        .formatted(fused.relu() ? "relu" : "none");
        return inputs.size() == 1
                ? "ops.mkldnn._convolution_pointwise(%s, %s)".formatted(arguments, activation)
                : "ops.mkldnn._convolution_pointwise_(%s, %s, \"add\", 1., %s)"
                        .formatted(inputs.get(1), arguments, activation);
    }

    /** Writes the statement that a method begins with in which there are such steps. */
    static String begin() {
        return "    %1$s = (self).%1$s(x)\n".formatted(LAYOUT);
    }

    /** Writes the methods {@value #PACK} and {@value #LAYOUT}. */
    static String methods(Compilation compilation) {
        return "  def %s(self: __torch__.Net) -> NoneType:\n%s    return None\n"
                        .formatted(PACK, packing(compilation, PACKED, USUAL_BATCH))
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
     * @param batch how many pictures at a time it is for; others are computed all the same
     */
    static String packing(Compilation compilation, String attribute, int batch) {
        return compilation.graph().nodes().stream()
                .filter(node -> node.op() instanceof Op.FusedConv2d)
                .map(node -> packed(compilation, node, batch))
                .collect(
                        Collectors.joining(
                                ",\n        ", "    self.%s = [".formatted(attribute), "]\n"));
    }

    private static String packed(Compilation compilation, Node node, int batch) {
        Op.FusedConv2d fused = (Op.FusedConv2d) node.op();
        Dims in = compilation.graph().nodes().get(node.inputs().get(0)).dims();
        return "ops.mkldnn._reorder_convolution_weight(torch.to(%s, %d), %s, 1, [%d, %d, %d, %d])"
                .formatted(
                        compilation.references().apply(fused.convolution().weight()),
                        compilation.precision().torchNumber(),
                        window(fused),
                        batch,
                        in.channels(),
                        in.height(),
                        in.width());
    }

    private static String window(Op.FusedConv2d fused) {
        return "%s, %s, [1, 1]"
                .formatted(
                        ForwardWriter.padding(fused.convolution().window()),
                        ForwardWriter.stride(fused.convolution().window()));
    }
}
