package org.tagzoo.zoo.torchscript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.tagzoo.zoo.network.Add;
import org.tagzoo.zoo.network.Conv2d;
import org.tagzoo.zoo.network.Dropout;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.Output;
import org.tagzoo.zoo.network.Pool;
import org.tagzoo.zoo.network.Relu;
import org.tagzoo.zoo.network.SamePadding;

/**
 * A frozen network whose convolutions take and give bytes. So do sums of such maps, ReLU after
 * either, the largest under a kernel, and padding; whatever else there is computes in float32.
 */
final class Int8Steps {

    private final Graph graph;

    /** By the node of the graph whose result becomes bytes. */
    private final IntFunction<Quantization> quantizations;

    private final List<Node> nodes = new ArrayList<>();

    /** Where the result of a node of the graph is, in float32 and as bytes. */
    private final Map<Integer, Integer> floats = new HashMap<>();

    private final Map<Integer, Integer> bytes = new HashMap<>();
    private int convolutions;

    private Int8Steps(Graph graph, IntFunction<Quantization> quantizations) {
        this.graph = graph;
        this.quantizations = quantizations;
    }

    /** Returns the nodes of a network whose results become bytes other than by what they take. */
    static SortedSet<Integer> measured(Graph graph) {
        SortedSet<Integer> nodes = new TreeSet<>();
        of(
                graph,
                node -> {
                    nodes.add(node);
                    return new Quantization(1, 0);
                });
        return nodes;
    }

    /**
     * Returns the network, to be compiled; it has no stages, and its parameters are known to its
     * steps alone.
     *
     * @param quantizations of the nodes that are {@link #measured}
     */
    static Graph of(Graph graph, IntFunction<Quantization> quantizations) {
        return new Int8Steps(graph, quantizations).steps();
    }

    private Graph steps() {
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (!bytes.containsKey(i)) {
                step(i);
            }
        }
        List<Output> outputs =
                graph.outputs().stream()
                        .map(output -> new Output(output.name(), asFloats(output.node())))
                        .toList();
        return new Graph(nodes, List.of(), List.of(), outputs);
    }

    private void step(int i) {
        Op op = graph.nodes().get(i).op();
        List<Integer> inputs = graph.nodes().get(i).inputs();
        boolean takesBytes = !inputs.isEmpty() && bytes.keySet().containsAll(inputs);
        if (op instanceof Conv2d convolution) {
            int end = withRelu(i);
            bytes.put(end, convolution(convolution, i, end));
        } else if (takesBytes && op instanceof Add) {
            int end = withRelu(i);
            Op made = new Int8Add(end != i, quantizations.apply(end));
            bytes.put(end, append(made, inputs.stream().map(bytes::get).toList(), i));
        } else if (takesBytes && isSideways(i)) {
            // The convolution pads.
            return;
        } else if (takesBytes && (isMax(op) || op instanceof SamePadding)) {
            bytes.put(i, append(op, List.of(bytes.get(inputs.get(0))), i));
        } else if (takesBytes && op instanceof Dropout) {
            bytes.put(i, bytes.get(inputs.get(0)));
        } else {
            floats.put(i, append(op, inputs.stream().map(this::asFloats).toList(), i));
        }
    }

    /**
     * @param end the convolution, or the ReLU after it
     * @return where it is
     */
    private int convolution(Conv2d convolution, int node, int end) {
        int before = graph.nodes().get(node).inputs().get(0);
        Optional<SidewaysConv> sideways = sideways(node, before);
        int input =
                asBytes(sideways.isEmpty() ? before : graph.nodes().get(before).inputs().get(0));
        boolean isMoved = sideways.isPresent() && sideways.get().isMoved();
        if (isMoved) {
            input = append(sideways.get().more(), List.of(input), before);
        }
        Conv2d padded = sideways.map(SidewaysConv::convolution).orElse(convolution);
        Op op = new Int8Conv2d(padded, end != node, quantizations.apply(end), convolutions++);
        int made = append(op, List.of(input), node);
        return isMoved ? append(sideways.get().fewer(), List.of(made), node) : made;
    }

    /** Returns whether a node pads for one convolution that does that itself. */
    private boolean isSideways(int node) {
        return graph.readers(node) == 1
                && IntStream.range(node + 1, graph.nodes().size())
                        .filter(i -> graph.nodes().get(i).inputs().contains(node))
                        .anyMatch(i -> sideways(i, node).isPresent());
    }

    private Optional<SidewaysConv> sideways(int node, int before) {
        return graph.nodes().get(node).op() instanceof Conv2d convolution
                        && graph.nodes().get(before).op() instanceof SamePadding padding
                        && graph.readers(before) == 1
                        && bytes.containsKey(graph.nodes().get(before).inputs().get(0))
                ? SidewaysConv.of(
                        convolution,
                        padding,
                        graph.nodes().get(graph.nodes().get(before).inputs().get(0)).dims())
                : Optional.empty();
    }

    private static boolean isMax(Op op) {
        return op instanceof Pool pool && pool.kind() == Pool.Kind.MAX;
    }

    /** Returns the ReLU that alone takes a node's result, or else the node. */
    private int withRelu(int node) {
        return graph.readers(node) != 1
                ? node
                : IntStream.range(node + 1, graph.nodes().size())
                        .filter(i -> graph.nodes().get(i).op() instanceof Relu)
                        .filter(i -> graph.nodes().get(i).inputs().contains(node))
                        .findFirst()
                        .orElse(node);
    }

    private int asBytes(int node) {
        Integer place = bytes.get(node);
        if (place == null) {
            place = append(new ToInt8(quantizations.apply(node)), List.of(floats.get(node)), node);
            bytes.put(node, place);
        }
        return place;
    }

    private int asFloats(int node) {
        Integer place = floats.get(node);
        if (place == null) {
            place = append(new FromInt8(), List.of(bytes.get(node)), node);
            floats.put(node, place);
        }
        return place;
    }

    /** Adds a step whose result has the shape of a node's. */
    private int append(Op op, List<Integer> inputs, int like) {
        nodes.add(new Node(op, inputs, graph.nodes().get(like).dims()));
        return nodes.size() - 1;
    }
}
