package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the nodes and parameters of a graph while a network's function runs over symbolic
 * values.
 */
final class Tracer {

    private final List<Node> nodes = new ArrayList<>();
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

    void output(String name, Value value) {
        if (value.tracer() != this) {
            throw new IllegalArgumentException("A value of another graph is output " + name);
        }
        outputs.add(new Output(name, value.node()));
    }

    Graph graph() {
        return new Graph(nodes, List.copyOf(parameters.values()), stages, outputs);
    }

    /** Returns the graph of a network with one result. */
    Graph graph(Value result) {
        if (result.tracer() != this || result.node() != nodes.size() - 1) {
            throw new IllegalArgumentException("The result of a network must be its last step");
        }
        return new Graph(nodes, List.copyOf(parameters.values()), stages);
    }
}
