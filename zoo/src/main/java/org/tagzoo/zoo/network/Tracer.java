package org.tagzoo.zoo.network;

import static java.util.Comparator.naturalOrder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects the nodes and parameters of a graph while a network's function runs over symbolic
 * values.
 */
final class Tracer {

    private final List<Node> nodes = new ArrayList<>();

    /** How many parameters were declared once each node was there. */
    private final List<Integer> declared = new ArrayList<>();

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    Value add(Op op, Value... inputs) {
        List<Integer> indices = new ArrayList<>();
        for (Value input : inputs) {
            if (input.tracer() != this) {
                throw new IllegalArgumentException("A value of another graph comes into " + op);
            }
            indices.add(input.node());
        }
        Dims dims = op.dims(Arrays.stream(inputs).map(Value::dims).toList());
        nodes.add(new Node(op, indices, dims));
        declared.add(parameters.size());
        return new Value(this, nodes.size() - 1, dims);
    }

    Parameter declare(Parameter parameter) {
        if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
            throw new IllegalArgumentException("Two parameters are named " + parameter.name());
        }
        return parameter;
    }

    void beginStage(String name, Value input) {
        if (input.tracer() != this || input.node() != nodes.size() - 1) {
            throw new IllegalArgumentException(
                    "Stage %s must begin at the last step so far".formatted(name));
        }
        stages.add(new Stage(name, input.node(), parameters.size()));
    }

    /** Returns how many stages began so far. */
    int stageCount() {
        return stages.size();
    }

    /** Forgets the stages that began after the first so many. */
    void dropStages(int first) {
        stages.subList(first, stages.size()).clear();
    }

    /**
     * Returns what a stage ends with, which another must follow.
     *
     * @param first how many stages were there before its network's own
     * @param network for the message
     */
    Value endOf(String stage, int first, String network) {
        List<String> names =
                stages.subList(first, stages.size()).stream().map(Stage::name).toList();
        int index = names.indexOf(stage);
        if (index < 0 || index == names.size() - 1) {
            throw new IllegalArgumentException(
                    "'%s' has a stage '%s', but stages that others follow are %s"
                            .formatted(
                                    network,
                                    stage,
                                    names.subList(0, Math.max(0, names.size() - 1))));
        }
        int node = stages.get(first + index + 1).node();
        return new Value(this, node, nodes.get(node).dims());
    }

    /**
     * Takes back the last average over a whole map, and all that came after it.
     *
     * @param network for the message
     * @return the map
     */
    Value cutAtLastPool(String network) {
        int last = nodes.size() - 1;
        while (last >= 0 && !(nodes.get(last).op() instanceof AdaptiveAvgPool)) {
            last--;
        }
        if (last < 0) {
            throw new IllegalArgumentException(
                    "%s averages no map, so a head has none: flatten must be false, and map left out"
                            .formatted(network));
        }
        return cutAt(nodes.get(last).inputs().get(0));
    }

    /**
     * Takes back all that came after the last map of a stride, which is what the pooling takes that
     * makes it smaller, or else the stage that does.
     *
     * @param stride pixels of the image for each place of the map
     * @param network for the message
     * @return the map
     */
    Value cutAtStride(int stride, String network) {
        int taken = nodes.size() - 1;
        int last = -1;
        Set<Integer> strides = new TreeSet<>();
        for (int i = nodes.size() - 1; i > 0; i--) {
            // What follows takes nothing from before this step.
            if (taken >= i && nodes.get(i).dims().isMap()) {
                strides.add(stride(i));
                last = last < 0 && stride(i) == stride ? i : last;
            }
            taken = Math.min(taken, nodes.get(i).inputs().stream().min(naturalOrder()).orElse(i));
        }
        if (last < 0) {
            throw new IllegalArgumentException(
                    "map.stride must be one of those that maps of %s have at this size, %s, but is %d"
                            .formatted(network, strides, stride));
        }
        boolean isPooledNext = last == nodes.size() - 1 || nodes.get(last + 1).op() instanceof Pool;
        int end = last;
        return cutAt(
                isPooledNext
                        ? end
                        : stages.stream()
                                .map(Stage::node)
                                .filter(node -> node <= end && stride(node) == stride)
                                .reduce(end, (first, second) -> second));
    }

    /** Returns how many pixels of the image a place of a map stands for, as a power of 2. */
    private int stride(int map) {
        Dims image = nodes.get(0).dims();
        Dims dims = nodes.get(map).dims();
        int longer = Math.max(dims.height(), dims.width());
        double share = Math.max(image.height(), image.width()) / (double) longer;
        return 1 << Math.round(Math.log(share) / Math.log(2));
    }

    private Value cutAt(int map) {
        nodes.subList(map + 1, nodes.size()).clear();
        stages.removeIf(stage -> stage.node() >= map);
        List.copyOf(parameters.keySet())
                .subList(declared.get(map), parameters.size())
                .forEach(parameters::remove);
        return new Value(this, map, nodes.get(map).dims());
    }

    void output(String name, Value value) {
        if (value.tracer() != this) {
            throw new IllegalArgumentException("A value of another graph is output " + name);
        }
        outputs.add(new Output(name, value.node()));
    }

    Graph graph() {
        return new Graph(nodes, List.copyOf(parameters.values()), stages, outputs);
    }

    /** Returns the graph of a network with one result, unless it declared outputs by name. */
    Graph graph(Value result) {
        if (!outputs.isEmpty()) {
            return graph();
        }
        if (result.tracer() != this || result.node() != nodes.size() - 1) {
            throw new IllegalArgumentException("The result of a network must be its last step");
        }
        return new Graph(nodes, List.copyOf(parameters.values()), stages);
    }
}
