package org.tagzoo.zoo.torchscript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.ElementType;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Op.AtPositions;
import org.tagzoo.zoo.network.Op.Overwriting;
import org.tagzoo.zoo.network.Output;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.PooledHead;
import org.tagzoo.zoo.network.ScriptContext;

/**
 * Writes a graph's steps as the methods of a TorchScript class: {@code forward}, and one that
 * applies a network's head to each position of its last map.
 *
 * <p>An only input is the argument {@code x}, several have their names. An only output is a tensor,
 * several are a tuple in their order, of which DJL makes an {@code NDList} in that order. A
 * dictionary would have names there, but DJL gives its arrays in an order of its own, which what
 * counts on the first output, as losses do, can't work with.
 *
 * <p>In bfloat16 or float16, convolutions and linear layers take that; what lies between them is
 * computed in whatever comes in, with float32 parameters, and the result is float32. These are the
 * casts that PyTorch's autocast makes, written out.
 */
// Over 300 lines: all of its methods write on the same text and know the same names.
final class ForwardWriter {

    /** The method that two others call, so that its many steps are compiled once. */
    static final String LAST_MAP = "last_map";

    /** The method that gives the names of several outputs, in order. */
    static final String OUTPUT_NAMES = "output_names";

    /** What the code names itself; Python's own words are refused by the engine. */
    private static final Set<String> TAKEN =
            Set.of("self", "torch", "ops", "annotate", FusedConv2d.LAYOUT);

    /** What stands for a value already and needs no statement. */
    private static final Pattern NAME = Pattern.compile("\\w+");

    private final Graph graph;
    private final Precision precision;
    private final MemoryFormat format;
    private final Function<Parameter, String> references;
    private final List<String> arguments;
    private final List<ElementType> elementTypes;
    private final List<Precision> types;

    /** The names of parameters that were read so far, and in which way. */
    private final Set<String> computed = new HashSet<>();

    private final Set<String> asTheyAre = new HashSet<>();

    /** Of the method that is being written. */
    private final StringBuilder code = new StringBuilder();

    private final List<String> names = new ArrayList<>();

    /**
     * @param precision of convolutions and linear layers
     * @param format how maps lie in memory
     * @param references the expression that reads each parameter
     */
    ForwardWriter(
            Graph graph,
            Precision precision,
            MemoryFormat format,
            Function<Parameter, String> references) {
        this.graph = graph;
        this.precision = precision;
        this.format = format;
        this.references = references;
        this.elementTypes = graph.types();
        this.types = elementTypes.stream().map(precision::of).toList();
        List<String> inputs =
                graph.inputs().stream().map(node -> ((Input) node.op()).name()).toList();
        for (String name : inputs) {
            if (inputs.size() > 1 && (TAKEN.contains(name) || name.matches("x[0-9].*"))) {
                throw new IllegalArgumentException(
                        "One of several inputs can't be named '%s', as none of %s and x with a number"
                                .formatted(name, TAKEN));
            }
        }
        this.arguments = inputs.size() == 1 ? List.of("x") : inputs;
    }

    /** Returns the names of the parameters that convolutions and linear layers alone read. */
    static Set<String> computedParameters(Graph graph) {
        ForwardWriter writer =
                new ForwardWriter(
                        graph, Precision.BFLOAT16, MemoryFormat.CHANNELS_LAST, Parameter::name);
        writer.forward();
        writer.computed.removeAll(writer.asTheyAre);
        return writer.computed;
    }

    /** Returns the method {@code forward}. */
    String forward() {
        begin();
        return forward(0) + methods();
    }

    /** Returns the methods that ops call. */
    private String methods() {
        return graph.nodes().stream()
                .map(node -> node.op().method())
                .distinct()
                .collect(Collectors.joining());
    }

    /**
     * Returns the methods {@code forward} and, where the network ends in a head that positions can
     * be given to, {@value TorchScriptArchive#ACTIVATIONS} or {@value
     * TorchScriptArchive#TOKEN_ACTIVATIONS}.
     */
    String forwardAndActivations() {
        Optional<PooledHead> end = PooledHead.of(graph);
        return end.isEmpty()
                ? forward()
                : lastMap(end.get()) + afterLastMap(end.get()) + activations(end.get()) + methods();
    }

    /** The method that gives the map that a head's mean is taken of. */
    private String lastMap(PooledHead end) {
        begin();
        graph.nodes().subList(0, end.map() + 1).forEach(this::step);
        code.append("    return %s\n".formatted(names.get(end.map())));
        return method(LAST_MAP, "Tensor");
    }

    private String afterLastMap(PooledHead end) {
        callLastMap(end);
        return forward(end.map() + 1);
    }

    /** Gives the head's results for each position, {@code [N, h, w, L]} in float32. */
    private String activations(PooledHead end) {
        callLastMap(end);
        positions(end);
        return method(
                end.patches().isPresent()
                        ? TorchScriptArchive.TOKEN_ACTIVATIONS
                        : TorchScriptArchive.ACTIVATIONS,
                "Tensor");
    }

    private void begin() {
        code.setLength(0);
        names.clear();
        if (FusedConv2d.isIn(graph)) {
            code.append(
                    "    %1$s = (self).%1$s(%2$s)\n"
                            .formatted(FusedConv2d.LAYOUT, arguments.get(0)));
        }
    }

    /** Takes the names of the steps up to the map, and the call in place of their code. */
    private void callLastMap(PooledHead end) {
        begin();
        graph.nodes().subList(0, end.map() + 1).forEach(this::step);
        code.setLength(0);
        code.append("    %s = (self).%s(x)\n".formatted(names.get(end.map()), LAST_MAP));
    }

    private String method(String name, String result) {
        String list = String.join(": Tensor, ", arguments) + ": Tensor";
        return "  def %s(self: __torch__.Net, %s) -> %s:\n%s".formatted(name, list, result, code);
    }

    private String forward(int first) {
        graph.nodes().subList(first, graph.nodes().size()).forEach(this::step);
        List<Output> outputs = graph.outputs();
        String results = outputs.stream().map(this::result).collect(Collectors.joining(", "));
        if (outputs.size() == 1) {
            code.append("    return %s\n".formatted(results));
            return method("forward", "Tensor");
        }
        code.append("    return (%s)\n".formatted(results));
        String types = String.join(", ", Collections.nCopies(outputs.size(), "Tensor"));
        return method("forward", "Tuple[%s]".formatted(types))
                + "  def %s(self: __torch__.Net) -> List[str]:\n    return [\"%s\"]\n"
                        .formatted(
                                OUTPUT_NAMES,
                                outputs.stream()
                                        .map(Output::name)
                                        .collect(Collectors.joining("\", \"")));
    }

    private String result(Output output) {
        String result = cast(output.node(), Precision.FLOAT32);
        return graph.dims(output).isMap()
                ? "torch.contiguous(torch.permute(%s, [0, 2, 3, 1]))".formatted(result)
                : result;
    }

    /** Returns the name of an input, and of one that is a map once its channels come first. */
    private String argument(Input input, boolean channelsFirst) {
        boolean isOnly = arguments.size() == 1;
        return channelsFirst ? (isOnly ? "x0" : "x0_" + input.name()) : isOnly ? "x" : input.name();
    }

    private void positions(PooledHead end) {
        String map = names.get(end.map());
        // The positions of all maps one below the other are vectors, which a head takes. They stand
        // where forward has their mean.
        Dims dims = graph.nodes().get(end.map()).dims();
        String vectors =
                end.patches().isPresent()
                        ? "torch.slice(%s, 1, %d)"
                                .formatted(
                                        map,
                                        (dims.count() - end.patches().get().count())
                                                / dims.channels())
                        : "torch.permute(%s, [0, 2, 3, 1])".formatted(map);
        assign("torch.reshape(%s, [-1, %d])".formatted(vectors, dims.channels()));
        for (Node node : end.head()) {
            if (node.op().atPositions() == AtPositions.NOTHING) {
                names.add(names.get(node.inputs().get(0)));
            } else {
                step(node);
            }
        }
        String sizes =
                end.patches()
                        .map(p -> "-1, %d, %d, %%2$d".formatted(p.height(), p.width()))
                        .orElse(
                                "torch.size(%1$s, 0), torch.size(%1$s, 2), torch.size(%1$s, 3), %2$d");
        code.append(
                "    return torch.reshape(%s, [%s])\n"
                        .formatted(
                                cast(names.size() - 1, Precision.FLOAT32),
                                sizes.formatted(map, graph.output().channels())));
    }

    private void step(Node node) {
        if (node.op() instanceof Input input && node.dims().isMap()) {
            code.append(
                    "    %s = torch.permute(%s, [0, 3, 1, 2])\n"
                            .formatted(argument(input, true), argument(input, false)));
        }
        String expression = node.op().script(new Step(node, names.size()));
        if (NAME.matcher(expression).matches()) {
            names.add(expression);
        } else {
            assign(expression);
        }
    }

    private void assign(String expression) {
        String name = "x" + (names.size() + 1);
        code.append("    ").append(name).append(" = ").append(expression).append("\n");
        names.add(name);
    }

    private String cast(int node, Precision type) {
        return types.get(node) == type
                ? names.get(node)
                : "torch.to(%s, %d)".formatted(names.get(node), type.torchNumber());
    }

    /** What the op of one node writes its code with. */
    private final class Step implements ScriptContext {

        private final Node node;
        private final int index;

        Step(Node node, int index) {
            this.node = node;
            this.index = index;
        }

        @Override
        public int inputs() {
            return node.inputs().size();
        }

        @Override
        public String input(int input) {
            if (node.op() instanceof Input given) {
                return argument(given, node.dims().isMap());
            }
            return names.get(node.inputs().get(input));
        }

        @Override
        public String input(int input, ElementType type) {
            return cast(node.inputs().get(input), precision.of(type));
        }

        @Override
        public ElementType type() {
            return elementTypes.get(index);
        }

        @Override
        public String parameter(Parameter parameter) {
            asTheyAre.add(parameter.name());
            return references.apply(parameter);
        }

        @Override
        public String computed(Parameter parameter) {
            computed.add(parameter.name());
            String reference = references.apply(parameter);
            return precision == Precision.FLOAT32
                    ? reference
                    : "torch.to(%s, %d)".formatted(reference, precision.torchNumber());
        }

        /**
         * As torchvision's networks do: where nothing else reads the first input, not even the
         * backward pass of the step that made it.
         */
        @Override
        public String inPlace() {
            int first = node.inputs().get(0);
            return graph.nodes().get(first).op().overwriting() == Overwriting.ALWAYS
                            && graph.readers(first) == 1
                            && types.get(first) == types.get(index)
                    ? "_"
                    : "";
        }

        @Override
        public String laidOut(String permuted) {
            // A permuted NHWC array lies in memory as channels_last does, and each step keeps that.
            return format == MemoryFormat.CHANNELS_LAST
                    ? permuted
                    : "torch.contiguous(%s)".formatted(permuted);
        }
    }
}
