package org.tagzoo.zoo.torchscript;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.network.Conv2d;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.Output;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.Relu;
import org.tagzoo.zoo.network.SamePadding;

/**
 * Makes a network whose convolutions compute with bytes. It first looks at what they compute of
 * example images in float32: a map's range is from the mean of the images' smallest numbers to the
 * mean of their largest, and what lies beyond becomes the end of the range. Weights have 7 bits and
 * a scale for each output channel, maps have 8 bits: see {@link Int8Conv2d}.
 */
public final class Int8Calibration implements AutoCloseable {

    private static final String FILE = "int8";
    private static final int BATCH = 16;
    private static final int MOST_EXAMPLES = 256;

    private final Graph graph;
    private final ParameterValues values;
    private final ScriptModule observed;

    /** Sums of the images' extremes, by the node whose result they are of. */
    private final Map<Integer, double[]> sums = new LinkedHashMap<>();

    private int images;

    /**
     * Loads a network in float32.
     *
     * @param whole from pixels to whatever it gives; nothing of it is trained any more
     * @param values its parameters, read until this is closed
     * @throws IllegalArgumentException unless it {@link #fits}; one line
     */
    public Int8Calibration(Graph whole, ParameterValues values) throws IOException {
        Check.that(
                fits(whole),
                "int8",
                "asked for of networks that have convolutions, and take an image and nothing else",
                "of another");
        FoldedNorms folded = FoldedNorms.of(whole.frozen(), values);
        this.graph = folded.graph();
        this.values = folded.values();
        List<Node> nodes = new ArrayList<>(graph.nodes());
        List<Output> outputs = new ArrayList<>();
        for (int node : Int8Steps.measured(graph)) {
            sums.put(node, new double[2]);
            outputs.add(new Output("range" + node, nodes.size()));
            nodes.add(new Node(new Extremes(), List.of(node), Dims.vector(2)));
        }
        this.observed =
                ScriptModule.load(
                        new Graph(nodes, graph.parameters(), List.of(), outputs),
                        this.values,
                        Precision.FLOAT32,
                        MemoryFormat.CHANNELS_LAST,
                        Device.cpu());
    }

    /** Returns whether a network takes an image and nothing else, and has convolutions. */
    public static boolean fits(Graph graph) {
        return graph.inputs().size() == 1
                && Input.isPixels(graph.nodes().get(0).op())
                && graph.nodes().stream().anyMatch(node -> node.op() instanceof Conv2d);
    }

    /**
     * Looks at images, {@value #BATCH} at a time.
     *
     * @param pixels gives those of each
     * @param items which ones
     * @param threads that decode images
     */
    public void add(BatchLoader.RowFiller pixels, int[] items, int threads) throws IOException {
        Dims image = graph.nodes().get(0).dims();
        try (BatchLoader loader = new BatchLoader(threads)) {
            loader.read(
                    BatchLoader.batches(items, BATCH),
                    image.count(),
                    pixels,
                    (some, rows) -> add(rows, some.length));
        }
    }

    /**
     * Returns a few hundred of some images, evenly over their order: as many as it takes.
     *
     * @param rows of the training part
     */
    public static int[] examples(int[] rows) {
        int count = Math.min(MOST_EXAMPLES, rows.length);
        return IntStream.range(0, count)
                .map(i -> rows[(int) ((long) i * rows.length / count)])
                .toArray();
    }

    /**
     * Looks at images.
     *
     * @param pixels {@code [count, height, width, 3]} unsigned bytes in a direct buffer
     */
    public void add(ByteBuffer pixels, int count) {
        Dims image = graph.nodes().get(0).dims();
        try (NDManager manager = observed.manager().newSubManager()) {
            Shape shape = new Shape(count, image.height(), image.width(), image.channels());
            NDList found =
                    observed.forward(
                            new NDList(manager.create(pixels, shape, DataType.UINT8)), false);
            int next = 0;
            for (double[] sum : sums.values()) {
                NDArray extremes = found.get(next++);
                float[] each = extremes.toFloatArray();
                for (int i = 0; i < each.length; i++) {
                    sum[i % 2] += each[i];
                }
            }
        }
        images += count;
    }

    /**
     * Writes the network with the ranges found: an archive that DJL and {@code torch.jit.load} run
     * on processors. It takes and gives what {@link TorchScriptArchive} says.
     *
     * @throws IllegalStateException if no image was looked at
     */
    public void write(Path file) throws IOException {
        Int8Archive.write(file, steps(), values);
    }

    /**
     * Loads the network with the ranges found; the caller closes it. It has no parameters.
     *
     * @throws IllegalStateException if no image was looked at
     */
    public ScriptModule module() throws IOException {
        Graph steps = steps();
        Path folder = Files.createTempDirectory("tagzoo-int8");
        Model model = Model.newInstance(FILE, Device.cpu(), "PyTorch");
        try {
            Int8Archive.write(folder.resolve(FILE + ".pt"), steps, values);
            model.load(folder, FILE);
            return new ScriptModule(steps, model, steps);
        } catch (MalformedModelException | IOException | RuntimeException e) {
            model.close();
            throw new IOException("The engine did not load the network: " + e.getMessage(), e);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private Graph steps() {
        if (images == 0) {
            throw new IllegalStateException("No image was looked at");
        }
        return Int8Steps.of(graph, this::quantization);
    }

    private Quantization quantization(int node) {
        Optional<Normalization> pixels = pixels(node);
        if (pixels.isPresent()) {
            return ofPixels(pixels.get());
        }
        double[] sum = sums.get(node);
        boolean upTo6 = graph.nodes().get(node).op() instanceof Relu relu && relu.upTo6();
        double high = sum[1] / images;
        return Quantization.of(sum[0] / images, upTo6 ? Math.min(high, 6) : high);
    }

    /** Returns how pixels were normalised, if a node is no more than that. */
    private Optional<Normalization> pixels(int node) {
        Op op = graph.nodes().get(node).op();
        return op instanceof SamePadding
                ? pixels(graph.nodes().get(node).inputs().get(0))
                : op instanceof Input input ? input.pixels() : Optional.empty();
    }

    /** The range of pixels is known without looking. */
    private static Quantization ofPixels(Normalization pixels) {
        double low = 0;
        double high = 0;
        for (int c = 0; c < pixels.mean().size(); c++) {
            low = Math.min(low, -pixels.mean().get(c) / pixels.std().get(c));
            high = Math.max(high, (255 - pixels.mean().get(c)) / pixels.std().get(c));
        }
        return Quantization.of(low, high);
    }

    @Override
    public void close() {
        observed.close();
    }
}
