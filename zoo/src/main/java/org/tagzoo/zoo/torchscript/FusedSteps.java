package org.tagzoo.zoo.torchscript;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Op;

/**
 * A frozen network with fewer passes over its maps: a convolution, the sum with a shortcut and ReLU
 * become one step of oneDNN, which takes weights that were laid out for it beforehand. The steps
 * are those that PyTorch's own compiler makes on processors; the results are the same but for
 * rounding.
 *
 * <p>Engines without oneDNN don't know them: an archive that leaves this process has them beside
 * its portable steps ({@link FusedArchive}).
 */
final class FusedSteps {

    private static final Map<Precision, Boolean> SUPPORTED = new ConcurrentHashMap<>();

    /** A convolution, what it is added to, if anything, and the ReLU after that. */
    private record Fusion(int convolution, Optional<Integer> addend) {}

    private final Graph graph;
    private final Map<Integer, Fusion> byRelu = new HashMap<>();

    /** The step at which a node is computed, where that is not its own. */
    private final Map<Integer, Integer> moved = new HashMap<>();

    /** The step at which a node's result is written over. */
    private final Map<Integer, Integer> overwritten = new HashMap<>();

    private FusedSteps(Graph graph) {
        this.graph = graph;
    }

    /** Returns whether this process's engine and processor can compute such steps. */
    static boolean areSupported(Precision precision) {
        return SUPPORTED.computeIfAbsent(precision, FusedSteps::runOne);
    }

    private static boolean runOne(Precision precision) {
        String methods =
                """
                  def one(self: __torch__.Functions) -> Tensor:
                    w = torch.to(torch.ones([16, 16, 1, 1]), %1$d)
                    p = ops.mkldnn._reorder_convolution_weight(w, [0, 0], [1, 1], [1, 1], 1, [1, 16, 4, 4])
                    x = torch.to(torch.ones([1, 16, 4, 4]), %1$d)
                    s = annotate(List[Optional[number]], [])
                    y = ops.mkldnn._convolution_pointwise(x, p, None, [0, 0], [1, 1], [1, 1], 1, "relu", s, "")
                    z = ops.mkldnn._convolution_pointwise_(y, x, p, None, [0, 0], [1, 1], [1, 1], 1, "add", 1., "relu", s, "")
                    return z
                """
                        .formatted(precision.torchNumber());
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                ScriptFunctions functions = ScriptFunctions.load(manager, methods)) {
            // What is not returned would be dropped before it is run.
            functions.call("one", manager).close();
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    /** Returns a network that computes the same, to be compiled; it has no stages. */
    static Graph of(Graph graph) {
        return new FusedSteps(graph).fused();
    }

    private Graph fused() {
        IntStream.range(0, graph.nodes().size()).forEach(this::withRelu);
        IntStream.range(0, graph.nodes().size()).forEach(this::withSum);
        List<Node> nodes = new ArrayList<>();
        int[] place = new int[graph.nodes().size()];
        for (int i = 0; i < place.length; i++) {
            if (!moved.containsKey(i)) {
                place[i] = nodes.size();
                nodes.add(step(i, place));
            }
        }
        return new Graph(nodes, graph.parameters(), List.of());
    }

    private Node step(int i, int[] place) {
        Node node = graph.nodes().get(i);
        Fusion fusion = byRelu.get(i);
        if (fusion == null && !(node.op() instanceof Op.Conv2d)) {
            List<Integer> inputs = node.inputs().stream().map(input -> place[input]).toList();
            return new Node(node.op(), inputs, node.dims());
        }
        Node convolution = fusion == null ? node : graph.nodes().get(fusion.convolution());
        List<Integer> inputs = new ArrayList<>();
        inputs.add(place[convolution.inputs().get(0)]);
        if (fusion != null) {
            fusion.addend().ifPresent(addend -> inputs.add(place[addend]));
        }
        Op.Conv2d conv = (Op.Conv2d) convolution.op();
        return new Node(new Op.FusedConv2d(conv, fusion != null), inputs, node.dims());
    }

    private void withRelu(int relu) {
        if (graph.nodes().get(relu).op() instanceof Op.Relu) {
            int input = graph.nodes().get(relu).inputs().get(0);
            if (isConvolutionFor1(input)) {
                byRelu.put(relu, new Fusion(input, Optional.empty()));
                moved.put(input, relu);
            }
        }
    }

    private void withSum(int relu) {
        if (!(graph.nodes().get(relu).op() instanceof Op.Relu)) {
            return;
        }
        int sum = graph.nodes().get(relu).inputs().get(0);
        if (!(graph.nodes().get(sum).op() instanceof Op.Add) || graph.readers(sum) != 1) {
            return;
        }
        List<Integer> inputs = graph.nodes().get(sum).inputs();
        for (int i = 0; i < 2; i++) {
            int convolution = inputs.get(i);
            int addend = inputs.get(1 - i);
            if (convolution != addend
                    && isConvolutionFor1(convolution)
                    && isLastReader(sum, addend, relu)
                    && lasts(graph.nodes().get(convolution).inputs().get(0), addend, relu)) {
                byRelu.put(relu, new Fusion(convolution, Optional.of(addend)));
                moved.put(convolution, relu);
                moved.put(sum, relu);
                overwritten.put(addend, relu);
                return;
            }
        }
    }

    /** Returns whether a node is a convolution that one other node takes. */
    private boolean isConvolutionFor1(int node) {
        return graph.nodes().get(node).op() instanceof Op.Conv2d
                && graph.readers(node) == 1
                && !moved.containsKey(node);
    }

    /** The sum is written over the addend: nothing else may need that afterwards. */
    private boolean isLastReader(int sum, int addend, int step) {
        Op maker = graph.nodes().get(addend).op();
        if (maker instanceof Op.Pixels || maker instanceof Op.Features) {
            return false;
        }
        return IntStream.range(0, graph.nodes().size())
                .filter(i -> i != sum && graph.nodes().get(i).inputs().contains(addend))
                .allMatch(i -> moved.getOrDefault(i, i) < step);
    }

    /** What the convolution takes must be there still when it is computed, which is later now. */
    private boolean lasts(int input, int addend, int step) {
        return input != addend && overwritten.getOrDefault(input, step) >= step;
    }
}
