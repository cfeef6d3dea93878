package org.tagzoo.app.retrieval;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.tagzoo.app.network.RebuiltNetwork;
import org.tagzoo.app.network.PretrainedWeights;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.embedding.Embedder;
import org.tagzoo.zoo.embedding.EmbeddingKey;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.StageFeatures;
import org.tagzoo.zoo.torchscript.EngineThreads;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * What the stages of a row's network make of all images of a corpus, in float32; kept in the cache
 * like embeddings.
 *
 * @param rebuilt the network
 * @param stages the same with an output of all stages
 */
record RowStages(RowNetwork network, RebuiltNetwork rebuilt, StageFeatures stages) {

    private static final int BATCH = 32;

    static RowStages of(RowNetwork network, RebuiltNetwork rebuilt) {
        return new RowStages(network, rebuilt, StageFeatures.of(rebuilt.graph()));
    }

    /**
     * Returns a row of floats an image, in the order of the corpus.
     *
     * @param cache folder of embeddings and pixels
     * @param log is told that another process computes the same and this one waits
     */
    CachedRows rows(SplitCorpus data, Device device, int threads, Path cache, Consumer<String> log)
            throws IOException {
        ImageRows pixels =
                new ImageRows(
                        data.images(),
                        EvaluationTransform.of(
                                network.imageSize(), network.resize(), network.decoding()));
        String pretrained = network.weights().map(PretrainedWeights::sha256).orElse("");
        EmbeddingKey key =
                new EmbeddingKey(
                        network.architecture(),
                        "stages",
                        Sha256.of(network.tensorsSha256() + " " + pretrained),
                        network.normalization(),
                        network.imageSize(),
                        pixels.label(),
                        Precision.FLOAT32,
                        MemoryFormat.CHANNELS_LAST,
                        device.toString(),
                        BATCH,
                        EngineThreads.count(),
                        "");
        try (Progress progress =
                Progress.start(
                        network.row() + ": features of all stages",
                        data.images().size(),
                        "images")) {
            return new Embedder(cache.resolve("embeddings"), threads, log)
                    .embed(
                            key,
                            stages.graph().output(),
                            data.scanned().contents(),
                            pixels,
                            () -> load(device),
                            progress::step);
        }
    }

    private ScriptModule load(Device device) throws IOException {
        FoldedNorms folded = FoldedNorms.of(stages.graph().frozen(), rebuilt.values());
        return ScriptModule.load(
                folded.graph(),
                folded.values(),
                Precision.FLOAT32,
                MemoryFormat.CHANNELS_LAST,
                device);
    }
}
