package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A network as a list of steps. Node 0 is the input, the last node the result; each node's inputs
 * stand before it.
 *
 * @param nodes the steps
 * @param parameters the tensors, in the order of their declaration, which is torchvision's
 * @param stages where it can be cut, in order
 */
public record Graph(List<Node> nodes, List<Parameter> parameters, List<Stage> stages) {

    public Graph {
        nodes = List.copyOf(nodes);
        parameters = List.copyOf(parameters);
        stages = List.copyOf(stages);
    }

    /**
     * Traces a function of square pictures.
     *
     * @param size side of the pictures
     * @param network gets the root of the names and the normalised pictures {@code [N, 3, size,
     *     size]}
     */
    public static Graph ofPixels(
            int size, Normalization normalization, BiFunction<Scope, Value, Value> network) {
        return ofPixels(size, size, normalization, network);
    }

    /**
     * Traces a function of pictures.
     *
     * @param network gets the root of the names and the normalised pictures {@code [N, 3, height,
     *     width]}
     */
    public static Graph ofPixels(
            int height,
            int width,
            Normalization normalization,
            BiFunction<Scope, Value, Value> network) {
        return trace(new Op.Pixels(normalization), Dims.map(3, height, width), network);
    }

    /** Traces a function of vectors {@code [N, width]}. */
    public static Graph ofEmbeddings(int width, BiFunction<Scope, Value, Value> network) {
        return trace(new Op.Features(), Dims.vector(width), network);
    }

    private static Graph trace(Op input, Dims dims, BiFunction<Scope, Value, Value> network) {
        Tracer tracer = new Tracer();
        Value result = network.apply(new Scope(tracer, ""), tracer.add(input, dims));
        return tracer.graph(result);
    }

    /**
     * Returns what lies before a stage: from the input to what the stage takes. A map leaves it as
     * {@code [N, H, W, C]}.
     *
     * @throws IllegalArgumentException if there is no such stage; the message lists them
     */
    public Graph before(String stage) {
        Stage cut = stage(stage);
        return new Graph(
                nodes.subList(0, cut.node() + 1),
                parameters.subList(0, cut.firstParameter()),
                stages.subList(0, stages.indexOf(cut)));
    }

    /**
     * Returns a stage and all that follows, under the same names of parameters; it takes what
     * {@link #before} gives.
     *
     * @throws IllegalArgumentException if there is no such stage; the message lists them
     */
    public Graph from(String stage) {
        Stage cut = stage(stage);
        List<Node> rest = new ArrayList<>();
        rest.add(new Node(new Op.Features(), List.of(), nodes.get(cut.node()).dims()));
        for (Node node : nodes.subList(cut.node() + 1, nodes.size())) {
            List<Integer> inputs = node.inputs().stream().map(i -> i - cut.node()).toList();
            if (inputs.stream().anyMatch(i -> i < 0)) {
                throw new IllegalStateException(
                        "Stage %s takes more than the value it begins with".formatted(stage));
            }
            rest.add(new Node(node.op(), inputs, node.dims()));
        }
        List<Stage> later = new ArrayList<>();
        for (Stage each : stages.subList(stages.indexOf(cut), stages.size())) {
            later.add(
                    new Stage(
                            each.name(),
                            each.node() - cut.node(),
                            each.firstParameter() - cut.firstParameter()));
        }
        return new Graph(rest, parameters.subList(cut.firstParameter(), parameters.size()), later);
    }

    /** Returns the same graph with weights that no gradient trains. */
    public Graph frozen() {
        return new Graph(
                nodes,
                parameters.stream().map(p -> fixed(p, Parameter.Role.FIXED)).toList(),
                stages);
    }

    /**
     * Returns the same graph, in which all that lies before a stage does in training what it does
     * in use: its weights are {@linkplain Parameter.Role#FROZEN frozen}, batch norm takes its
     * running statistics and leaves them, dropout drops nothing. Gradients end at the stage.
     *
     * @throws IllegalArgumentException if there is no such stage; the message lists them
     */
    public Graph freezeBefore(String stage) {
        Stage first = stage(stage);
        List<Node> fixedNodes = new ArrayList<>(nodes);
        fixedNodes
                .subList(0, first.node() + 1)
                .replaceAll(node -> new Node(node.op().inUse(), node.inputs(), node.dims()));
        List<Parameter> fixedParameters = new ArrayList<>(parameters);
        fixedParameters
                .subList(0, first.firstParameter())
                .replaceAll(p -> fixed(p, Parameter.Role.FROZEN));
        return new Graph(fixedNodes, fixedParameters, stages);
    }

    private static Parameter fixed(Parameter parameter, Parameter.Role role) {
        return parameter.role().isWeight()
                ? new Parameter(parameter.name(), parameter.shape(), role, parameter.init())
                : parameter;
    }

    private Stage stage(String name) {
        return stages.stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no stage '%s'; stages are %s"
                                                .formatted(name, stageNames())));
    }

    /** Returns the names of the stages, in order. */
    public List<String> stageNames() {
        return stages.stream().map(Stage::name).toList();
    }

    /** Returns the name of the stage of each parameter, in the order of the parameters. */
    public List<String> stageOfParameters() {
        List<String> names = new ArrayList<>();
        String current = Stage.STEM;
        int next = 0;
        for (int i = 0; i < parameters.size(); i++) {
            while (next < stages.size() && stages.get(next).firstParameter() <= i) {
                current = stages.get(next++).name();
            }
            names.add(current);
        }
        return names;
    }

    /** Returns how often nodes take the result of a node. */
    public long readers(int node) {
        return nodes.stream()
                .flatMap(each -> each.inputs().stream())
                .filter(input -> input == node)
                .count();
    }

    /** Returns the shape of the result. */
    public Dims output() {
        return nodes.get(nodes.size() - 1).dims();
    }

    /** Returns how many numbers are weights: what papers count, running statistics left out. */
    public long weightCount() {
        return parameters.stream()
                .filter(p -> p.role().isWeight() || p.role() == Parameter.Role.FROZEN)
                .mapToLong(Parameter::count)
                .sum();
    }
}
