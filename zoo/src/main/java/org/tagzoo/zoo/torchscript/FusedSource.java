package org.tagzoo.zoo.torchscript;

import java.util.stream.Collectors;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Node;

/** The TorchScript around {@link FusedSteps}: the weights that are laid out for them. */
final class FusedSource {

    /** The method that lays the weights out, once they have their values. */
    static final String PACK = "pack";

    /** The attribute that holds them then, in the order of the steps. */
    static final String PACKED = "packed";

    /** The method that gives the weights as they lie best for an input. */
    static final String LAYOUT = "layout";

    /** The layout is chosen for as many images at a time; others are computed all the same. */
    private static final int USUAL_BATCH = 32;

    private FusedSource() {}

    static boolean isIn(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> node.op() instanceof FusedConv2d);
    }

    /**
     * Writes the statement that a method begins with in which there are such steps.
     *
     * @param input any of the method's, for the number of images
     */
    static String begin(String input) {
        return "    %1$s = (self).%1$s(%2$s)\n".formatted(LAYOUT, input);
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
     * @param batch how many images at a time it is for; others are computed all the same
     */
    static String packing(Compilation compilation, String attribute, int batch) {
        return compilation.graph().nodes().stream()
                .filter(node -> node.op() instanceof FusedConv2d)
                .map(node -> packed(compilation, node, batch))
                .collect(
                        Collectors.joining(
                                ",\n        ", "    self.%s = [".formatted(attribute), "]\n"));
    }

    private static String packed(Compilation compilation, Node node, int batch) {
        FusedConv2d fused = (FusedConv2d) node.op();
        Dims in = compilation.graph().nodes().get(node.inputs().get(0)).dims();
        String weight =
                "torch.to(%s, %d)"
                        .formatted(
                                compilation.references().apply(fused.convolution().weight()),
                                compilation.precision().torchNumber());
        return fused.packing(weight, in, batch);
    }
}
