package org.tagzoo.zoo.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tagzoo.zoo.network.AtPositions;
import org.tagzoo.zoo.network.ElementType;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InputOp;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Output;
import org.tagzoo.zoo.network.Overwriting;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.PooledHead;
import org.tagzoo.zoo.network.ScriptContext;

/**
 * Writes a graph's steps as the body of a TorchScript {@code forward}, or of a method that applies
 * a network's head to each position of its last map.
 *
 * <p>In bfloat16 or float16, convolutions and linear layers take that; what lies between them is
 * computed in whatever comes in, with float32 parameters, and the result is float32. These are the
 * casts that PyTorch's autocast makes, written out.
 */
final class ForwardWriter {

    /** The method that two others call, so that its many steps are compiled once. */
    static final String LAST_MAP = "last_map";

    /** What stands for a value already and needs no statement. */
    private static final Pattern NAME = Pattern.compile("\\w+");

    private final Compilation compilation;
    private final Graph graph;
    private final Signature signature;
    private final List<ElementType> elementTypes;
    private final List<Precision> types;

    private final StringBuilder code = new StringBuilder();
    private final List<String> names = new ArrayList<>();

    private ForwardWriter(Compilation compilation) {
        this.compilation = compilation;
        this.graph = compilation.graph();
        this.signature = compilation.signature();
        this.elementTypes = graph.types();
        this.types = elementTypes.stream().map(compilation.precision()::of).toList();
        if (FusedSource.isIn(graph)) {
            code.append(FusedSource.begin(signature.first()));
        }
    }

    /** Writes the body of a forward that does all by itself. */
    static String write(Compilation compilation) {
        return new ForwardWriter(compilation).forward(0);
    }

    /**
     * Writes the body of {@value #LAST_MAP}, which gives the map that a head's mean is taken of.
     */
    static String lastMap(Compilation compilation, PooledHead end) {
        ForwardWriter writer = new ForwardWriter(compilation);
        writer.graph.nodes().subList(0, end.map() + 1).forEach(writer::step);
        return writer.code + "    return " + writer.names.get(end.map()) + "\n";
    }

    /** Writes the body of a forward that begins with {@value #LAST_MAP}. */
    static String afterLastMap(Compilation compilation, PooledHead end) {
        ForwardWriter writer = new ForwardWriter(compilation);
        writer.callLastMap(end);
        return writer.forward(end.map() + 1);
    }

    /**
     * Writes the body that gives the head's results for each position of the last map, {@code [N,
     * h, w, L]} in float32, without dropout.
     */
    static String activations(Compilation compilation, PooledHead end) {
        ForwardWriter writer = new ForwardWriter(compilation);
        writer.callLastMap(end);
        return writer.positions(end);
    }

    private String forward(int first) {
        graph.nodes().subList(first, graph.nodes().size()).forEach(this::step);
        List<String> results = graph.outputs().stream().map(this::result).toList();
        code.append("    return ").append(Signature.result(results)).append("\n");
        return code.toString();
    }

    private String result(Output output) {
        String result = cast(output.node(), Precision.FLOAT32);
        return graph.dims(output).isMap()
                ? "torch.contiguous(torch.permute(%s, [0, 2, 3, 1]))".formatted(result)
                : result;
    }

    /** Takes the names of the steps up to the map, and the call in place of their code. */
    private void callLastMap(PooledHead end) {
        graph.nodes().subList(0, end.map() + 1).forEach(this::step);
        code.setLength(0);
        code.append("    %s = (self).%s(x)\n".formatted(names.get(end.map()), LAST_MAP));
    }

    private String positions(PooledHead end) {
        String map = names.get(end.map());
        // The positions of all maps one below the other are vectors, which a head takes. They stand
        // where forward has their mean.
        assign(
                "torch.reshape(torch.permute(%s, [0, 2, 3, 1]), [-1, %d])"
                        .formatted(map, graph.nodes().get(end.map()).dims().channels()));
        for (Node node : end.head()) {
            if (node.op().atPositions() == AtPositions.NOTHING) {
                names.add(names.get(node.inputs().get(0)));
            } else {
                step(node);
            }
        }
        String sizes = "torch.size(%1$s, 0), torch.size(%1$s, 2), torch.size(%1$s, 3), %2$d";
        code.append(
                "    return torch.reshape(%s, [%s])\n"
                        .formatted(
                                cast(names.size() - 1, Precision.FLOAT32),
                                sizes.formatted(map, graph.output().channels())));
        return code.toString();
    }

    private void step(Node node) {
        if (node.op() instanceof InputOp input && node.dims().isMap()) {
            code.append(
                    "    %s = torch.permute(%s, [0, 3, 1, 2])\n"
                            .formatted(signature.map(input), signature.argument(input)));
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
            if (node.op() instanceof InputOp given) {
                return node.dims().isMap() ? signature.map(given) : signature.argument(given);
            }
            return names.get(node.inputs().get(input));
        }

        @Override
        public String input(int input, ElementType type) {
            return cast(node.inputs().get(input), compilation.precision().of(type));
        }

        @Override
        public ElementType type() {
            return elementTypes.get(index);
        }

        @Override
        public String parameter(Parameter parameter) {
            return compilation.references().apply(parameter);
        }

        @Override
        public String computed(Parameter parameter) {
            Precision precision = compilation.precision();
            return precision == Precision.FLOAT32
                    ? parameter(parameter)
                    : "torch.to(%s, %d)".formatted(parameter(parameter), precision.torchNumber());
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
            return compilation.format() == MemoryFormat.CHANNELS_LAST
                    ? permuted
                    : "torch.contiguous(%s)".formatted(permuted);
        }
    }
}
