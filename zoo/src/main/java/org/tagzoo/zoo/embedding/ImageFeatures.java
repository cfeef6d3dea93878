package org.tagzoo.zoo.embedding;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.image.NetworkInput;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.torchscript.EngineThreads;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Features that a network without training makes of images, in float32.
 *
 * @param graph from pixels to vectors {@code [N, F]}
 * @param values its parameters, read when it is loaded
 * @param name of the network, the beginning of the cache's file names
 * @param weights hash of its parameters
 * @param normalization of pixels, which the graph does
 * @param transform what an image goes through first
 */
public record ImageFeatures(
        Graph graph,
        ParameterValues values,
        String name,
        String weights,
        Normalization normalization,
        EvaluationTransform transform) {

    private static final int BATCH = 32;

    /**
     * Returns the features of images, computed or from the cache.
     *
     * @param contents SHA-256 of each image's file
     * @param threads that decode images
     * @param folder of the cache's embeddings
     * @param log is told that another process computes the same and this one waits
     * @param progress is told how many images are done since it was last told
     */
    public CachedRows of(
            List<TaggedImage> images,
            List<String> contents,
            Device device,
            int threads,
            Path folder,
            Consumer<String> log,
            IntConsumer progress)
            throws IOException {
        ImageRows pixels = new ImageRows(images, transform);
        // What the graph gives depends on where it is cut, which its steps say.
        String cut = "features-" + Sha256.of(graph.nodes().toString()).substring(0, 8);
        EmbeddingKey key =
                new EmbeddingKey(
                        name,
                        cut,
                        weights,
                        normalization,
                        transform.size(),
                        pixels.label(),
                        Precision.FLOAT32,
                        MemoryFormat.CHANNELS_LAST,
                        device.toString(),
                        BATCH,
                        EngineThreads.count(),
                        "");
        return new Embedder(folder, threads, log)
                .embed(key, graph.output(), contents, pixels, () -> load(device), progress);
    }

    /** Returns the features of one image, of any size. */
    public float[] of(RgbImage image, Device device) throws IOException {
        try (ScriptModule module = load(device);
                NDManager manager = module.manager().newSubManager()) {
            return module.forward(
                            new NetworkInput(transform)
                                    .batch(List.of(transform.apply(image)), manager),
                            false)
                    .toFloatArray();
        }
    }

    private ScriptModule load(Device device) throws IOException {
        FoldedNorms folded = FoldedNorms.of(graph.frozen(), values);
        return ScriptModule.load(
                folded.graph(),
                folded.values(),
                Precision.FLOAT32,
                MemoryFormat.CHANNELS_LAST,
                device);
    }
}
