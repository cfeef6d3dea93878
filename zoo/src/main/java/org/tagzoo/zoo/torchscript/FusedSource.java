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
                "%s, self.%s[%d], %s, %s, 1"
                        .formatted(inputs.get(0), PACKED, index, bias, window(fused));
        String activation =
                "\"%s\", annotate(List[Optional[number]], []), \"\""
                        .formatted(fused.relu() ? "relu" : "none");
        return inputs.size() == 1
                ? "ops.mkldnn._convolution_pointwise(%s, %s)".formatted(arguments, activation)
                : "ops.mkldnn._convolution_pointwise_(%s, %s, \"add\", 1., %s)"
                        .formatted(inputs.get(1), arguments, activation);
    }

    /** Writes the method {@value #PACK}. */
    static String packing(Graph graph, Precision precision) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.FusedConv2d)
                .map(node -> packing(graph, node, precision))
                .collect(
                        Collectors.joining(
                                ",\n        ",
                                "  def %s(self: __torch__.Net) -> NoneType:\n    self.%s = ["
                                        .formatted(PACK, PACKED),
                                "]\n    return None\n"));
    }

    private static String packing(Graph graph, Node node, Precision precision) {
        Op.FusedConv2d fused = (Op.FusedConv2d) node.op();
        Dims in = graph.nodes().get(node.inputs().get(0)).dims();
        return "ops.mkldnn._reorder_convolution_weight(torch.to(%s, %d), %s, 1, [%d, %d, %d, %d])"
                .formatted(
                        ForwardWriter.reference(fused.convolution().weight()),
                        precision.torchNumber(),
                        window(fused),
                        USUAL_BATCH,
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
