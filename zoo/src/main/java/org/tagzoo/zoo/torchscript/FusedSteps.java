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
import org.tagzoo.zoo.network.Add;
import org.tagzoo.zoo.network.Conv2d;
import org.tagzoo.zoo.network.Dropout;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.Op.Activation;
import org.tagzoo.zoo.network.Op.Overwriting;
import org.tagzoo.zoo.network.Output;

/**
 * A frozen network with fewer passes over its maps: a convolution, the sum with a shortcut and the
 * activation become one step of oneDNN, which takes weights that were laid out for it beforehand.
 * The steps are those that PyTorch's own compiler makes on processors; the results are the same but
 * for rounding.
 *
 * <p>Engines without oneDNN don't know them: an archive that leaves this process has them beside
 * their generic graph ({@link FusedArchive}).
 */
final class FusedSteps {

    private static final Map<Precision, Boolean> SUPPORTED = new ConcurrentHashMap<>();

    /** A convolution, what it is added to, if anything, and the activation after that. */
    private record Fusion(
            int convolution, Optional<Integer> addend, Optional<Activation> activation) {}

    private final Graph graph;
    private final List<Precision> types;

    /** By the step at whose place they are computed. */
    private final Map<Integer, Fusion> fusions = new HashMap<>();

    /** The step at which a node is computed, where that is not its own. */
    private final Map<Integer, Integer> moved = new HashMap<>();

    /** The step at which a node's result is written over. */
    private final Map<Integer, Integer> overwritten = new HashMap<>();

    private FusedSteps(Graph graph, Precision precision) {
        this.graph = graph;
        this.types = graph.types().stream().map(precision::of).toList();
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

    /**
     * Returns a network that computes the same, to be compiled; it has no stages.
     *
     * @param precision that it will be compiled in
     */
    static Graph of(Graph graph, Precision precision) {
        return new FusedSteps(graph, precision).fused();
    }

    private Graph fused() {
        IntStream.range(0, graph.nodes().size()).forEach(this::withActivation);
        IntStream.range(0, graph.nodes().size()).forEach(this::withSumAndActivation);
        IntStream.range(0, graph.nodes().size()).forEach(i -> withSum(i, i, Optional.empty()));
        List<Node> nodes = new ArrayList<>();
        int[] place = new int[graph.nodes().size()];
        int fused = 0;
        for (int i = 0; i < place.length; i++) {
            if (!moved.containsKey(i)) {
                Node step = step(i, place, fused);
                place[i] = nodes.size();
                nodes.add(step);
                fused += step.op() instanceof FusedConv2d ? 1 : 0;
            }
        }
        List<Output> outputs =
                graph.outputs().stream()
                        .map(output -> new Output(output.name(), place[output.node()]))
                        .toList();
        return new Graph(nodes, graph.parameters(), List.of(), outputs);
    }

    private Node step(int i, int[] place, int index) {
        Node node = graph.nodes().get(i);
        Optional<Fusion> fusion = Optional.ofNullable(fusions.get(i));
        if (fusion.isEmpty() && !(node.op() instanceof Conv2d)) {
            List<Integer> inputs = node.inputs().stream().map(input -> place[input]).toList();
            return new Node(node.op(), inputs, node.dims());
        }
        Node convolution = fusion.map(f -> graph.nodes().get(f.convolution())).orElse(node);
        List<Integer> inputs = new ArrayList<>();
        inputs.add(place[convolution.inputs().get(0)]);
        fusion.flatMap(Fusion::addend).ifPresent(addend -> inputs.add(place[addend]));
        Op fused =
                new FusedConv2d(
                        (Conv2d) convolution.op(), fusion.flatMap(Fusion::activation), index);
        return new Node(fused, inputs, node.dims());
    }

    private void withActivation(int node) {
        Optional<Activation> activation = graph.nodes().get(node).op().fusedActivation();
        if (activation.isPresent()) {
            int input = graph.nodes().get(node).inputs().get(0);
            if (isConvolutionFor1(input)) {
                fusions.put(node, new Fusion(input, Optional.empty(), activation));
                moved.put(input, node);
            }
        }
    }

    private void withSumAndActivation(int node) {
        Optional<Activation> activation = graph.nodes().get(node).op().fusedActivation();
        if (activation.isPresent() && activation.get().afterSum()) {
            withSum(graph.nodes().get(node).inputs().get(0), node, activation);
        }
    }

    /** Fuses a sum that is computed at the place of a node: its activation, or itself. */
    private void withSum(int sum, int node, Optional<Activation> activation) {
        if (!(graph.nodes().get(sum).op() instanceof Add)
                || moved.containsKey(sum)
                || (sum != node && graph.readers(sum) != 1)) {
            return;
        }
        List<Integer> inputs = graph.nodes().get(sum).inputs();
        for (int i = 0; i < 2; i++) {
            int branch = inputs.get(i);
            int convolution = undropped(branch);
            int addend = inputs.get(1 - i);
            if (convolution != addend
                    && isConvolutionFor1(convolution)
                    && types.get(addend) == types.get(convolution)
                    && mayBeWrittenOver(addend, sum, node)
                    && lasts(graph.nodes().get(convolution).inputs().get(0), addend, node)) {
                fusions.put(node, new Fusion(convolution, Optional.of(addend), activation));
                moved.put(convolution, node);
                if (branch != convolution) {
                    moved.put(branch, node);
                }
                if (sum != node) {
                    moved.put(sum, node);
                }
                overwritten.put(addend, node);
                return;
            }
        }
    }

    /** Returns what a branch that is dropped in training is in use. */
    private int undropped(int node) {
        return graph.nodes().get(node).op() instanceof Dropout && graph.readers(node) == 1
                ? graph.nodes().get(node).inputs().get(0)
                : node;
    }

    /** Returns whether a node is a convolution that one other node takes. */
    private boolean isConvolutionFor1(int node) {
        return graph.nodes().get(node).op() instanceof Conv2d
                && graph.readers(node) == 1
                && !moved.containsKey(node);
    }

    /** The sum is written over the addend: nothing else may need that afterwards. */
    private boolean mayBeWrittenOver(int addend, int sum, int step) {
        return isNew(addend) && isReadBefore(addend, sum, step);
    }

    private boolean isReadBefore(int node, int sum, int step) {
        return graph.outputs().stream().noneMatch(output -> output.node() == node)
                && IntStream.range(0, graph.nodes().size())
                        .filter(i -> i != sum && graph.nodes().get(i).inputs().contains(node))
                        .allMatch(
                                i ->
                                        moved.getOrDefault(i, i) < step
                                                && (isNew(i) || isReadBefore(i, sum, step)));
    }

    /** Returns whether a node's result is memory of its own, and no view of another's. */
    private boolean isNew(int node) {
        return graph.nodes().get(node).op().overwriting() != Overwriting.NEVER;
    }

    /** What the convolution takes must be there still when it is computed, which is later now. */
    private boolean lasts(int input, int addend, int step) {
        return input != addend
                && overwritten.getOrDefault(input, step) >= step
                && (isNew(input)
                        || graph.nodes().get(input).inputs().stream()
                                .allMatch(each -> lasts(each, addend, step)));
    }
}
