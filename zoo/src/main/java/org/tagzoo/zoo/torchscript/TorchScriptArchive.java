package org.tagzoo.zoo.torchscript;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tagzoo.zoo.network.Dropout;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

/**
 * Compiles a graph and its parameters to a TorchScript archive, as {@code torch.jit.save} writes
 * one: a zip with one pickled object ({@code data.pkl}), its source, and a file for each tensor,
 * aligned to 64 bytes. {@code torch.jit.load} and DJL's PyTorch engine run and train it; its {@code
 * state_dict} has the graph's names. It is in training mode if some parameter is trained, as {@code
 * torch.jit.save} keeps the mode, and in evaluation mode if none is.
 *
 * <p>{@code forward} takes the network's inputs in order: images as bytes {@code [N, H, W, 3]},
 * vectors and maps {@code [N, H, W, C]} as float32. It gives the one output, or a tuple of several
 * in order, which DJL makes an {@code NDList} of; the method {@code output_names} has their names.
 *
 * <p>Where a network ends in {@linkplain org.tagzoo.zoo.network.PooledHead global average pooling
 * and a head}, the archive has a second method, {@value #ACTIVATIONS}: it takes what {@code
 * forward} takes, and gives the head's result for each position of the last map, {@code [N, h, w,
 * L]} in float32, in logits. Dropout is left out of it; for batch norm, the module must be in
 * evaluation mode as {@code forward} must. Where it takes one token of a transformer, {@value
 * #TOKEN_ACTIVATIONS} gives the same for the tokens of patches.
 */
public final class TorchScriptArchive {

    /** The name of the method that gives logits for each position of the last map. */
    public static final String ACTIVATIONS = "activations";

    /** The name of the method that gives logits for each patch's token. */
    public static final String TOKEN_ACTIVATIONS = "token_activations";

    /** The format's, which every engine reads. */
    static final int VERSION = 3;

    /** Where all entries are. */
    static final String FOLDER = "net/";

    private final Optional<ParameterValues> values;
    private final boolean training;
    private final Set<String> inBfloat16;

    /**
     * Weights of convolutions lie as the maps do, so that no call has to turn them round; memory
     * that is yet to be filled is contiguous.
     */
    private final boolean byPixel;

    private final PickleWriter pickle = new PickleWriter();
    private final TensorWriter tensors;

    private TorchScriptArchive(
            AlignedZip zip,
            Optional<ParameterValues> values,
            boolean training,
            MemoryFormat format,
            Set<String> inBfloat16) {
        this.tensors = new TensorWriter(zip, pickle);
        this.values = values;
        this.inBfloat16 = inBfloat16;
        this.training = training;
        this.byPixel = values.isPresent() && !training && format == MemoryFormat.CHANNELS_LAST;
    }

    /**
     * Writes an archive.
     *
     * @param file where to; an existing file is written over
     * @param values one parameter's are held at a time
     */
    public static void write(
            Path file,
            Graph graph,
            ParameterValues values,
            Precision precision,
            MemoryFormat format)
            throws IOException {
        ModuleTree root = ModuleTree.of(graph.parameters());
        write(file, graph, root, Optional.of(values), precision, format, Set.of(), Map.of());
    }

    /** Writes an archive for use alone in float32, see the other. */
    public static void writeForUse(Path file, Graph graph, ParameterValues values)
            throws IOException {
        writeForUse(file, graph, values, Precision.FLOAT32);
    }

    /**
     * Writes an archive for use alone, with a {@link FusedArchive} inside, of which {@code
     * torch.jit.load} knows nothing. In bfloat16, parameters that only convolutions and linear
     * layers read are kept in it, which halves the file.
     *
     * @param graph of which nothing is trained
     * @param precision float32 or bfloat16
     */
    public static void writeForUse(
            Path file, Graph graph, ParameterValues values, Precision precision)
            throws IOException {
        write(
                file,
                graph,
                ModuleTree.of(graph.parameters()),
                Optional.of(values),
                precision,
                MemoryFormat.CHANNELS_LAST,
                precision == Precision.BFLOAT16
                        ? ForwardWriter.computedParameters(graph)
                        : Set.of(),
                Map.of(FusedArchive.entry(precision), FusedArchive.write(graph, precision)));
    }

    /**
     * Writes an archive of some kilobytes that loads as a network of which no parameter has a value
     * yet: the memory for them is there, to be filled. It is for the engine in this process, and
     * not to be kept.
     */
    static void writeEmpty(Path file, Graph graph, Precision precision, MemoryFormat format)
            throws IOException {
        ModuleTree root = ModuleTree.of(graph.parameters()).withSharedLeaves();
        write(file, graph, root, Optional.empty(), precision, format, Set.of(), Map.of());
    }

    private static void write(
            Path file,
            Graph graph,
            ModuleTree root,
            Optional<ParameterValues> values,
            Precision precision,
            MemoryFormat format,
            Set<String> inBfloat16,
            Map<String, byte[]> extras)
            throws IOException {
        String source = SourceWriter.write(graph, root, precision, format, values.isEmpty());
        try (AlignedZip zip = new AlignedZip(file, FOLDER)) {
            boolean training =
                    graph.parameters().stream().anyMatch(p -> p.role() == Parameter.Role.TRAINED);
            TorchScriptArchive archive =
                    new TorchScriptArchive(zip, values, training, format, inBfloat16);
            archive.root(root, graph);
            writeModule(zip, archive.pickle, source, VERSION);
            for (Map.Entry<String, byte[]> extra : extras.entrySet()) {
                zip.entry(extra.getKey(), extra.getValue());
            }
        }
    }

    /**
     * Writes all but the tensors.
     *
     * @param object one pickled object
     * @param source of its classes
     */
    static void writeModule(AlignedZip zip, PickleWriter object, String source, int version)
            throws IOException {
        zip.entry("data.pkl", object.end());
        zip.entry("code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        zip.entry("constants.pkl", new PickleWriter().emptyTuple().end());
        zip.entry("version", (version + "\n").getBytes(StandardCharsets.US_ASCII));
        zip.entry("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    }

    private void root(ModuleTree root, Graph graph) throws IOException {
        pickle.object(root.className());
        for (Node input : graph.inputs()) {
            Map<String, List<Double>> constants = ((Input) input.op()).channelConstants();
            for (Map.Entry<String, List<Double>> constant : constants.entrySet()) {
                constant(constant.getKey(), constant.getValue());
            }
        }
        if (FusedConv2d.isIn(graph)) {
            pickle.text(FusedConv2d.PACKED).noTensors();
        }
        if (graph.hasOwnGenerator()) {
            pickle.text(Dropout.GENERATOR).none();
        }
        attributes(root);
    }

    private void attributes(ModuleTree module) throws IOException {
        pickle.text("training").bool(training);
        for (Map.Entry<String, Parameter> tensor : module.tensors().entrySet()) {
            pickle.text(tensor.getKey());
            parameter(tensor.getValue());
        }
        for (Map.Entry<String, ModuleTree> child : module.children().entrySet()) {
            pickle.text(child.getKey());
            if (values.isEmpty() && child.getValue().isLeaf()) {
                shapes(child.getValue());
            } else {
                pickle.object(child.getValue().className());
                attributes(child.getValue());
            }
        }
        pickle.endObject();
    }

    private void shapes(ModuleTree leaf) {
        pickle.bare(leaf.className()).list();
        for (Parameter tensor : leaf.tensors().values()) {
            pickle.list();
            tensor.shape().forEach(pickle::integer);
            pickle.endList();
        }
        pickle.endList().endState();
    }

    private void parameter(Parameter parameter) throws IOException {
        byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, parameter.count())];
        if (values.isPresent()) {
            values.get().copyTo(parameter, TensorWriter.littleEndian(bytes));
        }
        if (parameter.role() == Parameter.Role.COUNTER) {
            long count = (long) TensorWriter.littleEndian(bytes).getFloat();
            byte[] whole = new byte[Long.BYTES];
            TensorWriter.littleEndian(whole).putLong(count);
            tensors.write("LongStorage", parameter.shape(), List.of(), whole, false);
        } else {
            boolean trained = parameter.role() == Parameter.Role.TRAINED;
            boolean permuted = byPixel && parameter.shape().size() == 4;
            boolean half = inBfloat16.contains(parameter.name());
            byte[] laidOut = permuted ? byPixel(bytes, parameter.shape()) : bytes;
            tensors.write(
                    half ? "BFloat16Storage" : "FloatStorage",
                    parameter.shape(),
                    permuted
                            ? stridesByPixel(parameter.shape())
                            : TensorWriter.strides(parameter.shape()),
                    half ? Bfloat16.of(laidOut) : laidOut,
                    trained);
        }
    }

    /**
     * Puts the inputs of each weight of a convolution side by side: [O, I, H, W] as [O, H, W, I].
     */
    private static byte[] byPixel(byte[] bytes, List<Integer> shape) {
        int inputs = shape.get(1);
        int pixels = shape.get(2) * shape.get(3);
        FloatBuffer from = TensorWriter.littleEndian(bytes).asFloatBuffer();
        byte[] permuted = new byte[bytes.length];
        FloatBuffer to = TensorWriter.littleEndian(permuted).asFloatBuffer();
        for (int start = 0; start < from.capacity(); start += inputs * pixels) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                for (int input = 0; input < inputs; input++) {
                    to.put(from.get(start + input * pixels + pixel));
                }
            }
        }
        return permuted;
    }

    private static List<Integer> stridesByPixel(List<Integer> shape) {
        int inputs = shape.get(1);
        int row = shape.get(3) * inputs;
        return List.of(shape.get(2) * row, 1, row, inputs);
    }

    private void constant(String name, List<Double> channels) throws IOException {
        pickle.text(name);
        float[] data = new float[channels.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = channels.get(i).floatValue();
        }
        tensors.write(data, List.of(1, data.length, 1, 1));
    }
}
