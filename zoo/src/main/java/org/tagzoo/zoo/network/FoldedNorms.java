package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.Arrays;
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
 * also fit the network that they came from, and give the same results there.
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
            List<Integer> inputs = node.inputs().stream().map(input -> place[input]).toList();
            Optional<Fold> fold = foldable(graph, node, values);
            if (fold.isPresent()) {
                place[i] = inputs.get(0);
                nodes.set(place[i], fold.get().node(nodes.get(place[i])));
                fold.get().change(changed);
            } else {
                place[i] = nodes.size();
                nodes.add(new Node(node.op(), inputs, node.dims()));
            }
        }
        List<Stage> stages = graph.stages().stream().map(stage -> moved(stage, place)).toList();
        return new FoldedNorms(
                new Graph(nodes, graph.parameters(), stages),
                values.butFor(
                        parameter -> changed.containsKey(parameter.name()),
                        parameter -> changed.get(parameter.name()).get()));
    }

    private static Stage moved(Stage stage, int[] place) {
        return new Stage(stage.name(), place[stage.node()], stage.firstParameter());
    }

    private static Optional<Fold> foldable(Graph graph, Node node, ParameterValues values) {
        if (!(node.op() instanceof Op.BatchNorm norm)) {
            return Optional.empty();
        }
        int before = node.inputs().get(0);
        return graph.readers(before) == 1
                        && graph.nodes().get(before).op() instanceof Op.Conv2d conv
                ? Optional.of(new Fold(conv, norm, values))
                : Optional.empty();
    }

    private record Fold(Op.Conv2d conv, Op.BatchNorm norm, ParameterValues given) {

        Node node(Node before) {
            Parameter bias = conv.bias().orElse(norm.bias());
            return new Node(
                    new Op.Conv2d(conv.weight(), Optional.of(bias), conv.window()),
                    before.inputs(),
                    before.dims());
        }

        void change(Map<String, Supplier<float[]>> changed) {
            changed.put(conv.weight().name(), this::weight);
            changed.put(norm.bias().name(), conv.bias().isPresent() ? () -> all(0) : this::bias);
            conv.bias().ifPresent(bias -> changed.put(bias.name(), this::bias));
            changed.put(norm.weight().name(), () -> all(Math.sqrt(1 + norm.epsilon())));
            changed.put(norm.mean().name(), () -> all(0));
            changed.put(norm.variance().name(), () -> all(1));
        }

        private double[] scale() {
            float[] weight = given.values(norm.weight());
            float[] variance = given.values(norm.variance());
            double[] scale = new double[weight.length];
            for (int c = 0; c < scale.length; c++) {
                scale[c] = weight[c] / Math.sqrt(variance[c] + norm.epsilon());
            }
            return scale;
        }

        private float[] weight() {
            double[] scale = scale();
            float[] weight = given.values(conv.weight());
            int perChannel = weight.length / scale.length;
            float[] folded = new float[weight.length];
            for (int i = 0; i < weight.length; i++) {
                folded[i] = (float) (weight[i] * scale[i / perChannel]);
            }
            return folded;
        }

        private float[] bias() {
            double[] scale = scale();
            float[] mean = given.values(norm.mean());
            float[] shift = given.values(norm.bias());
            float[] before = conv.bias().map(given::values).orElseGet(() -> new float[mean.length]);
            float[] folded = new float[scale.length];
            for (int c = 0; c < folded.length; c++) {
                folded[c] = (float) (shift[c] + ((double) before[c] - mean[c]) * scale[c]);
            }
            return folded;
        }

        private float[] all(double value) {
            float[] values = new float[norm.weight().count()];
            Arrays.fill(values, (float) value);
            return values;
        }
    }
}
