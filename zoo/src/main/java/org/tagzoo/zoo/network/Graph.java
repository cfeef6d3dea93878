package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tagzoo.datasets.image.ImageSize;

/**
 * A network as a list of steps; each node's inputs stand before it. Most networks have one input,
 * which is node 0, and one output, the last node.
 *
 * @param nodes the steps; the inputs of the network are those of {@link Input}s, in order
 * @param parameters the tensors, in the order of their declaration, which is torchvision's
 * @param stages where it can be cut, in order
 * @param outputs what it gives, in order; at least one
 */
// Over 300 lines: a graph and its views belong together.
public record Graph(
        List<Node> nodes, List<Parameter> parameters, List<Stage> stages, List<Output> outputs) {

    public Graph {
        nodes = List.copyOf(nodes);
        parameters = List.copyOf(parameters);
        stages = List.copyOf(stages);
        outputs = List.copyOf(outputs);
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("A network has one output or more");
        }
        requireNames("inputs", inputs(nodes).map(node -> ((Input) node.op()).name()).toList());
        requireNames("outputs", outputs.stream().map(Output::name).toList());
    }

    /** A network whose result is its last step. */
    public Graph(List<Node> nodes, List<Parameter> parameters, List<Stage> stages) {
        this(nodes, parameters, stages, List.of(new Output(Output.RESULT, nodes.size() - 1)));
    }

    private static void requireNames(String what, List<String> names) {
        if (names.stream().distinct().count() < names.size()
                || !names.stream().allMatch(name -> name.matches("[a-z][a-z0-9_]*"))) {
            throw new IllegalArgumentException(
                    "Names of %s are lower-case letters, digits and underscores, each once, not %s"
                            .formatted(what, names));
        }
    }

    private static Stream<Node> inputs(List<Node> nodes) {
        return nodes.stream().filter(node -> node.op() instanceof Input);
    }

    /** Traces a function of square images. */
    public static Graph ofPixels(
            int size, Normalization normalization, BiFunction<Scope, Value, Value> network) {
        return ofPixels(ImageSize.square(size), normalization, network);
    }

    /**
     * Traces a function of images.
     *
     * @param network gets the root of the names and the normalised images {@code [N, 3, height,
     *     width]}
     */
    public static Graph ofPixels(
            ImageSize size, Normalization normalization, BiFunction<Scope, Value, Value> network) {
        Scope root = new Scope(new Tracer(), "");
        return ofOne(
                root, root.image(Input.IMAGE, size.height(), size.width(), normalization), network);
    }

    /** Traces a function of vectors {@code [N, width]}. */
    public static Graph ofEmbeddings(int width, BiFunction<Scope, Value, Value> network) {
        Scope root = new Scope(new Tracer(), "");
        return ofOne(root, root.vector(Input.FEATURES, width), network);
    }

    private static Graph ofOne(Scope root, Value input, BiFunction<Scope, Value, Value> network) {
        return input.tracer().graph(network.apply(root, input));
    }

    /**
     * Traces a function of any inputs to any outputs.
     *
     * <pre>{@code
     * Graph graph = Graph.trace(root -> {
     *     Value image = root.image("image", 96, 160, normalization);
     *     Value metadata = root.vector("metadata", 7);
     *     Value features = Layers.concatenate(backbone.embed(root, image), metadata);
     *     root.output("logits", Layers.linear(root.child("fc"), features, 5));
     *     root.output("boxes", Layers.linear(root.child("box"), features, 4));
     * });
     * }</pre>
     *
     * @param network gets the root of the names, where it declares inputs and outputs
     */
    public static Graph trace(Consumer<Scope> network) {
        Tracer tracer = new Tracer();
        network.accept(new Scope(tracer, ""));
        return tracer.graph();
    }

    /**
     * Returns what lies before a stage: from the inputs that it reads to what the stage takes. A
     * map leaves it as {@code [N, H, W, C]}.
     *
     * @throws IllegalArgumentException if there is no such stage; the message lists them
     */
    public Graph before(String stage) {
        return new Cut(this, stage(stage)).before();
    }

    /**
     * Returns a stage and all that follows, under the same names of parameters; it takes what
     * {@link #before} gives, as {@value Input#FEATURES}, and after that the inputs of this network
     * that it reads itself.
     *
     * @throws IllegalArgumentException if there is no such stage, the message lists them; or if it
     *     takes from before more than one value and inputs
     */
    public Graph from(String stage) {
        return new Cut(this, stage(stage)).from();
    }

    /**
     * Returns what computes the last map or tokens of a stage, from the inputs that it reads; of a
     * stage without any, its result.
     *
     * @param stage {@value Stage#STEM} for what lies before the first
     * @throws IllegalArgumentException if there is no such stage; the message lists them
     */
    public Graph upTo(String stage) {
        int index = stage.equals(Stage.STEM) ? -1 : stages.indexOf(stage(stage));
        int first = index < 0 ? 0 : stages.get(index).node();
        Stage end =
                index + 1 < stages.size()
                        ? stages.get(index + 1)
                        : new Stage("end", outputs.get(0).node(), parameters.size());
        int last = end.node();
        for (int i = end.node(); i > first; i--) {
            if (nodes.get(i).dims().hasPlaces()) {
                last = i;
                break;
            }
        }
        return new Cut(this, new Stage(end.name(), last, end.firstParameter())).before();
    }

    /** Returns the same graph with weights that no gradient trains. */
    public Graph frozen() {
        return new Graph(
                nodes,
                parameters.stream().map(p -> fixed(p, Parameter.Role.FIXED)).toList(),
                stages,
                outputs);
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
        return new Graph(fixedNodes, fixedParameters, stages, outputs);
    }

    /** Returns the same graph, of which each dropout that drops anything has its own generator. */
    public Graph withOwnGenerator() {
        List<Node> own = new ArrayList<>(nodes);
        own.replaceAll(
                node ->
                        node.op() instanceof Dropout dropout && dropout.probability() > 0
                                ? new Node(dropout.withOwnGenerator(), node.inputs(), node.dims())
                                : node);
        return new Graph(own, parameters, stages, outputs);
    }

    /** Returns whether a dropout has its own generator. */
    public boolean hasOwnGenerator() {
        return nodes.stream().anyMatch(n -> n.op() instanceof Dropout d && d.ownGenerator());
    }

    /**
     * Returns the same graph, which gives what each hidden layer of its head makes, after the ReLU,
     * as further outputs; of a layer with a branch a domain, what its own branch gives an image.
     */
    public Graph withHiddenOutputs() {
        List<Output> all = new ArrayList<>(outputs);
        for (int i = stage(Stage.HEAD).node() + 1; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node.op() instanceof SelectBranch) {
                all.removeIf(output -> output.node() == node.inputs().get(0));
                all.add(new Output(Output.HIDDEN + all.size(), i));
            } else if (node.op() instanceof Relu && node.dims().isVector()) {
                all.add(new Output(Output.HIDDEN + all.size(), i));
            }
        }
        return new Graph(nodes, parameters, stages, all);
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

    /** Returns how often the result of a node is taken, by nodes and as an output. */
    public long readers(int node) {
        long outside = outputs.stream().filter(output -> output.node() == node).count();
        return outside
                + nodes.stream()
                        .flatMap(each -> each.inputs().stream())
                        .filter(input -> input == node)
                        .count();
    }

    /** Returns the nodes of the inputs, in the order in which they are given. */
    public List<Node> inputs() {
        return inputs(nodes).toList();
    }

    /** Returns how many of the first outputs are results of the network. */
    public int results() {
        return (int) outputs.stream().filter(o -> !o.name().startsWith(Output.HIDDEN)).count();
    }

    /**
     * Returns the shape of the result.
     *
     * @throws IllegalStateException if there are several outputs
     */
    public Dims output() {
        if (outputs.size() > 1) {
            throw new IllegalStateException(
                    "A network with one output is needed, this one has "
                            + outputs.stream().map(Output::name).toList());
        }
        return dims(outputs.get(0));
    }

    /** Returns the shape of an output. */
    public Dims dims(Output output) {
        return nodes.get(output.node()).dims();
    }

    /** Returns the type of each node's result, in the order of the nodes. */
    public List<ElementType> types() {
        List<ElementType> types = new ArrayList<>();
        for (Node node : nodes) {
            types.add(node.op().type(node.inputs().stream().map(types::get).toList()));
        }
        return types;
    }

    /** Returns how many numbers are weights: what papers count, running statistics left out. */
    public long weightCount() {
        return parameters.stream()
                .filter(p -> p.role().isWeight() || p.role() == Parameter.Role.FROZEN)
                .mapToLong(Parameter::count)
                .sum();
    }
}
