package org.tagzoo.zoo.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.PooledHead;
import org.tagzoo.zoo.network.Window;

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

    private final Compilation compilation;
    private final Graph graph;
    private final Precision precision;

    private final StringBuilder code = new StringBuilder();
    private final List<String> names = new ArrayList<>();
    private final List<Precision> types = new ArrayList<>();
    private int packed;

    private ForwardWriter(Compilation compilation) {
        this.compilation = compilation;
        this.graph = compilation.graph();
        this.precision = compilation.precision();
        if (FusedSource.isIn(graph)) {
            code.append(FusedSource.begin());
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
        String result = cast(names.size() - 1, Precision.FLOAT32);
        if (graph.output().isMap()) {
            result = "torch.contiguous(torch.permute(%s, [0, 2, 3, 1]))".formatted(result);
        }
        code.append("    return ").append(result).append("\n");
        return code.toString();
    }

    /**
     * Takes the names and types of the steps up to the map, and the call in place of their code.
     */
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
                        .formatted(map, graph.nodes().get(end.map()).dims().channels()),
                types.get(end.map()));
        for (Node node : end.head()) {
            if (node.op() instanceof Op.Flatten || node.op() instanceof Op.Dropout) {
                int input = node.inputs().get(0);
                result(names.get(input), types.get(input));
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
        // A switch over record patterns would read better, and needs Java 21.
        Op op = node.op();
        if (op instanceof Op.Pixels) {
            pixels();
        } else if (op instanceof Op.Features) {
            features(node.dims());
        } else if (op instanceof Op.Conv2d conv) {
            String bias = conv.bias().map(this::operand).orElse("None");
            assign(
                    "torch.conv2d(%s, %s, %s, %s, %s)"
                            .formatted(
                                    cast(node.inputs().get(0), precision),
                                    operand(conv.weight()),
                                    bias,
                                    stride(conv.window()),
                                    padding(conv.window())),
                    precision);
        } else if (op instanceof Op.FusedConv2d fused) {
            fused(node, fused);
        } else if (op instanceof Op.Linear linear) {
            assign(
                    "torch.linear(%s, %s, %s)"
                            .formatted(
                                    cast(node.inputs().get(0), precision),
                                    operand(linear.weight()),
                                    operand(linear.bias())),
                    precision);
        } else if (op instanceof Op.Concatenate) {
            concatenate(node.inputs());
        } else {
            assign(call(node), types.get(node.inputs().get(0)));
        }
    }

    private void fused(Node node, Op.FusedConv2d fused) {
        List<String> inputs = node.inputs().stream().map(input -> cast(input, precision)).toList();
        String bias = fused.convolution().bias().map(this::operand).orElse("None");
        assign(FusedSource.call(fused, inputs, packed++, bias), precision);
    }

    private void features(Dims dims) {
        if (dims.isMap()) {
            code.append("    x0 = torch.permute(x, [0, 3, 1, 2])\n");
            if (compilation.format() == MemoryFormat.CHANNELS_LAST) {
                result("x0", Precision.FLOAT32);
            } else {
                assign("torch.contiguous(x0)", Precision.FLOAT32);
            }
        } else {
            result("x", Precision.FLOAT32);
        }
    }

    private void pixels() {
        code.append("    x0 = torch.permute(x, [0, 3, 1, 2])\n");
        // A permuted NHWC array lies in memory as channels_last does, and each step keeps that.
        String pixels =
                compilation.format() == MemoryFormat.CHANNELS_LAST ? "x0" : "torch.contiguous(x0)";
        assign(
                "torch.div(torch.sub(torch.to(%s, %d), self.pixel_mean), self.pixel_deviation)"
                        .formatted(pixels, Precision.FLOAT32.torchNumber()),
                Precision.FLOAT32);
    }

    private void concatenate(List<Integer> inputs) {
        boolean alike = inputs.stream().map(types::get).distinct().count() == 1;
        Precision type = alike ? types.get(inputs.get(0)) : Precision.FLOAT32;
        String parts =
                inputs.stream().map(input -> cast(input, type)).collect(Collectors.joining(", "));
        assign("torch.cat([%s], 1)".formatted(parts), type);
    }

    private String call(Node node) {
        Op op = node.op();
        String x = names.get(node.inputs().get(0));
        if (op instanceof Op.BatchNorm norm) {
            return "torch.batch_norm(%s, %s, %s, %s, %s, %s, 0.10000000000000001, %s, True)"
                    .formatted(
                            x,
                            reference(norm.weight()),
                            reference(norm.bias()),
                            reference(norm.mean()),
                            reference(norm.variance()),
                            norm.frozen() ? "False" : "self.training",
                            norm.epsilon());
        } else if (op instanceof Op.Relu) {
            return "torch.relu%s(%s)".formatted(inPlace(node), x);
        } else if (op instanceof Op.Add) {
            String other = names.get(node.inputs().get(1));
            return "torch.add%s(%s, %s)".formatted(inPlace(node), x, other);
        } else if (op instanceof Op.MaxPool pool) {
            return "torch.max_pool2d(%s, %s)".formatted(x, window(pool.window()));
        } else if (op instanceof Op.AvgPool pool) {
            return "torch.avg_pool2d(%s, %s, False, True)".formatted(x, window(pool.window()));
        } else if (op instanceof Op.AdaptiveAvgPool pool) {
            return "torch.adaptive_avg_pool2d(%s, %s)".formatted(x, pair(pool.size(), pool.size()));
        } else if (op instanceof Op.Flatten) {
            return "torch.flatten(%s, 1)".formatted(x);
        } else if (op instanceof Op.Dropout dropout) {
            return "torch.dropout(%s, %s, self.training)".formatted(x, dropout.probability());
        }
        throw new IllegalArgumentException("No TorchScript for " + op);
    }

    /**
     * Returns the underscore with which a step writes over its first input, as torchvision's
     * networks do. It may where nothing else reads that, not even the backward pass of the step
     * that made it.
     */
    private String inPlace(Node node) {
        int first = node.inputs().get(0);
        Op maker = graph.nodes().get(first).op();
        boolean keepsNothing =
                maker instanceof Op.Conv2d
                        || maker instanceof Op.Linear
                        || maker instanceof Op.BatchNorm
                        || maker instanceof Op.Add;
        return keepsNothing && graph.readers(first) == 1 ? "_" : "";
    }

    private void assign(String expression, Precision type) {
        String name = "x" + (names.size() + 1);
        code.append("    ").append(name).append(" = ").append(expression).append("\n");
        result(name, type);
    }

    private void result(String name, Precision type) {
        names.add(name);
        types.add(type);
    }

    private String cast(int node, Precision type) {
        return types.get(node) == type
                ? names.get(node)
                : "torch.to(%s, %d)".formatted(names.get(node), type.torchNumber());
    }

    private String operand(Parameter parameter) {
        String value = reference(parameter);
        return precision == Precision.FLOAT32
                ? value
                : "torch.to(%s, %d)".formatted(value, precision.torchNumber());
    }

    private String reference(Parameter parameter) {
        return compilation.references().apply(parameter);
    }

    private static String window(Window window) {
        return "%s, %s, %s"
                .formatted(pair(window.height(), window.width()), stride(window), padding(window));
    }

    static String stride(Window window) {
        return pair(window.stride(), window.stride());
    }

    static String padding(Window window) {
        return pair(window.rowPadding(), window.columnPadding());
    }

    private static String pair(int first, int second) {
        return "[" + first + ", " + second + "]";
    }
}
