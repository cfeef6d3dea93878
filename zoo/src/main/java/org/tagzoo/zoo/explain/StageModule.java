package org.tagzoo.zoo.explain;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.ToTokens;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * A network up to the last map of a stage, as it is in use, which takes normalised floats instead
 * of bytes, so that there are gradients of its input. Its places are those of the map; of tokens,
 * the last ones, which are those of the patches. Holds native memory until it is closed.
 */
final class StageModule implements AutoCloseable {

    private final ScriptModule module;
    private final Dims image;
    private final Normalization normalization;
    private final int rows;
    private final int columns;
    private final int channels;

    /** Values of one image in front of the first place: those of tokens that are no patches. */
    private final int skipped;

    private StageModule(ScriptModule module, Dims image, Normalization normalization) {
        this.module = module;
        this.image = image;
        this.normalization = normalization;
        Dims result = module.graph().output();
        this.channels = result.channels();
        Dims places = result.isTokens() ? patches(module.graph()) : result;
        this.rows = places.isMap() ? places.height() : 1;
        this.columns = places.isMap() ? places.width() : 1;
        this.skipped = result.count() - rows * columns * channels;
    }

    /** Returns the map whose places became tokens last. */
    private static Dims patches(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof ToTokens)
                .map(node -> graph.nodes().get(node.inputs().get(0)).dims())
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    /**
     * Compiles and loads it.
     *
     * @throws IllegalArgumentException if there is no such stage, or it takes something else than
     *     one image
     */
    static StageModule load(Graph graph, ParameterValues values, String stage, Device device)
            throws IOException {
        Graph part = graph.upTo(stage);
        List<Node> inputs = part.inputs();
        Optional<Normalization> pixels =
                inputs.size() == 1 ? ((Input) inputs.get(0).op()).pixels() : Optional.empty();
        Dims image = inputs.get(0).dims();
        Normalization normalization =
                pixels.orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "What a stage sees can be drawn of networks that take one image, and this one takes "
                                                + inputs.stream().map(Node::op).toList()));
        List<Node> nodes = new ArrayList<>();
        for (Node node : part.nodes()) {
            nodes.add(
                    node.op() instanceof Input
                            ? new Node(
                                    new Input(Input.FEATURES, image, Optional.empty()),
                                    List.of(),
                                    image)
                            : new Node(node.op().inUse(), node.inputs(), node.dims()));
        }
        Graph ofFloats =
                new Graph(nodes, part.parameters(), part.stages(), part.outputs()).frozen();
        return new StageModule(
                ScriptModule.load(
                        ofFloats, values, Precision.FLOAT32, MemoryFormat.CONTIGUOUS, device),
                image,
                normalization);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    int channels() {
        return channels;
    }

    Dims image() {
        return image;
    }

    /**
     * Returns an image's pixels as levels of 0 to 255, {@code [H, W, 3]}.
     *
     * @throws IllegalArgumentException if it is not of the network's size
     */
    float[] levels(RgbImage seen) {
        Check.that(
                seen.width() == image.width() && seen.height() == image.height(),
                "image",
                "%d x %d pixels".formatted(image.width(), image.height()),
                "%d x %d".formatted(seen.width(), seen.height()));
        float[] levels = new float[seen.pixels().length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = seen.pixels()[i] & 0xFF;
        }
        return levels;
    }

    /**
     * Returns what the stage gives, {@code [rows, columns, channels]}.
     *
     * @param levels {@code [H, W, 3]}
     */
    float[] run(float[] levels) {
        try (NDManager manager = module.manager().newSubManager()) {
            float[] all = module.forward(array(manager, levels), false).toFloatArray();
            float[] places = new float[rows * columns * channels];
            System.arraycopy(all, skipped, places, 0, places.length);
            return places;
        }
    }

    /**
     * The mean of a channel over all places, and where it grows.
     *
     * @param gradient of the levels, {@code [H, W, 3]}
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Slope(double mean, float[] gradient) {}

    Slope slope(float[] levels, int channel) {
        boolean gradMode = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        // All arrays from Java's numbers stay open until the gradients are there.
        try (NDManager manager = module.manager().newSubManager()) {
            NDArray pixels = array(manager, levels);
            pixels.setRequiresGradient(true);
            NDArray result = module.forward(pixels, true);
            float[] weights = new float[Math.toIntExact(result.size())];
            for (int i = skipped + channel; i < weights.length; i += channels) {
                weights[i] = 1f / (rows * columns);
            }
            NDArray mean =
                    result.mul(manager.create(FloatBuffer.wrap(weights), result.getShape())).sum();
            JniUtils.backward((PtNDArray) mean, (PtNDArray) manager.create(1f), false, false);
            float[] gradient = pixels.getGradient().toFloatArray();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= normalization.std().get(i % 3).floatValue();
            }
            return new Slope(mean.getFloat(), gradient);
        } finally {
            JniUtils.setGradMode(gradMode);
        }
    }

    private NDArray array(NDManager manager, float[] levels) {
        float[] normalized = new float[levels.length];
        for (int i = 0; i < levels.length; i++) {
            double mean = normalization.mean().get(i % 3);
            normalized[i] = (float) ((levels[i] - mean) / normalization.std().get(i % 3));
        }
        Shape shape = new Shape(1, image.height(), image.width(), image.channels());
        return manager.create(FloatBuffer.wrap(normalized), shape);
    }

    @Override
    public void close() {
        module.close();
    }
}
