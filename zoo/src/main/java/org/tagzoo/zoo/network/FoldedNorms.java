package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A network for use alone, in which each batch norm that follows a convolution is part of that
 * convolution: its scale is in the convolution's weights, its shift is the convolution's bias. That
 * is a pass over each map less, with results that differ by rounding only.
 *
 * <p>Parameters keep their names and shapes. The values of a batch norm become those with which it
 * adds its shift and does nothing else (weight √(1 + ε), mean 0, variance 1), so that the values
 * also fit the network that they came from, and give the same results there. Layer scale becomes
 * part of the layer before it in the same way, and is 1 then.
 *
 * @param graph the network with fewer steps
 * @param values its parameters
 */
public record FoldedNorms(Graph graph, ParameterValues values) {

    /**
     * Folds the batch norms of a network.
     *
     * @param graph of which no parameter is trained, see {@link Graph#frozen}
     * @param values may be asked for small parameters more than once
     * @throws IllegalArgumentException if a parameter is trained
     */
    public static FoldedNorms of(Graph graph, ParameterValues values) {
        for (Parameter parameter : graph.parameters()) {
            if (parameter.role() == Parameter.Role.TRAINED) {
                throw new IllegalArgumentException(
                        "Batch norm is folded where nothing is trained, and %s is"
                                .formatted(parameter.name()));
            }
        }
        List<Node> nodes = new ArrayList<>();
        Map<String, Supplier<float[]>> changed = new HashMap<>();
        int[] place = new int[graph.nodes().size()];
        for (int i = 0; i < place.length; i++) {
            Node node = graph.nodes().get(i);
            Optional<Op.Fold> fold = foldable(graph, node, values);
            if (fold.isPresent()) {
                place[i] = place[node.inputs().get(0)];
                Node before = nodes.get(place[i]);
                nodes.set(place[i], new Node(fold.get().op(), before.inputs(), before.dims()));
                changed.putAll(fold.get().changed());
            } else {
                place[i] = nodes.size();
                nodes.add(node.at(place));
            }
        }
        List<Stage> stages =
                graph.stages().stream()
                        .map(s -> new Stage(s.name(), place[s.node()], s.firstParameter()))
                        .toList();
        List<Output> outputs = graph.outputs().stream().map(output -> output.at(place)).toList();
        return new FoldedNorms(
                new Graph(nodes, graph.parameters(), stages, outputs),
                values.butFor(
                        parameter -> changed.containsKey(parameter.name()),
                        parameter -> changed.get(parameter.name()).get()));
    }

    private static Optional<Op.Fold> foldable(Graph graph, Node node, ParameterValues values) {
        if (node.inputs().size() != 1 || graph.readers(node.inputs().get(0)) != 1) {
            return Optional.empty();
        }
        return node.op().foldInto(graph.nodes().get(node.inputs().get(0)).op(), values);
    }
}
