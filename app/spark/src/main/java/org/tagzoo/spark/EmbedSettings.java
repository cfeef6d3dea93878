package org.tagzoo.spark;

import ai.djl.Device;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.datasets.transform.Augmentation;
import org.tagzoo.zoo.finetune.Compute;
import org.tagzoo.zoo.finetune.ImageSettings;
import org.tagzoo.zoo.finetune.PretrainedEmbeddings;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.torchscript.EngineThreads;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * What embeddings of a job are made with, as texts that go to executors.
 *
 * @param cache TagZoo's cache, where weights are looked for
 * @param model a network or a card of weights
 * @param weights SHA-256 that they must have; empty on the driver, which finds out
 * @param imageSize of the images; empty for that of the weights
 * @param resize how they become that size; empty for what the weights ask for
 * @param decoding of files
 * @param precision of the network
 * @param threads of the engine, as on the machine that is to use the rows; 0 for as many as it
 *     takes itself
 */
record EmbedSettings(
        String cache,
        String model,
        String weights,
        String imageSize,
        String resize,
        String decoding,
        String precision,
        int threads)
        implements Serializable {

    /** Returns the same for weights and threads that are known. */
    EmbedSettings of(String sha256, int engineThreads) {
        return new EmbedSettings(
                cache, model, sha256, imageSize, resize, decoding, precision, engineThreads);
    }

    /**
     * Finds the weights, and sets the engine's threads.
     *
     * @throws IOException if the weights are not available, or not the driver's
     */
    PretrainedEmbeddings embeddings() throws IOException {
        // On a cluster nobody is asked whether DJL may count its users.
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (threads > 0) {
            EngineThreads.resume(threads);
            Check.that(
                    EngineThreads.count() == threads,
                    "--threads",
                    "what ai.djl.pytorch.num_threads says, or that unset",
                    threads);
        }
        WeightsLookup lookup =
                new WeightsLookup(
                        WeightsRegistry.standard(),
                        new WeightsCache(Path.of(cache)),
                        WeightsFetcher.of(System.getenv(), true, line -> {}),
                        Map.of());
        ResolvedWeights found = lookup.find(model);
        if (!weights.isEmpty() && !found.sha256().equals(weights)) {
            throw new IOException(
                    "The weights of %s in %s are others here than on the driver: SHA-256 %s, not %s; share one cache"
                            .formatted(model, cache, found.sha256(), weights));
        }
        ImageSize size =
                imageSize.isEmpty()
                        ? found.card().preprocessing().imageSize()
                        : ImageSize.of(imageSize);
        Resize how = resize.isEmpty() ? found.card().resize() : Resize.of(resize);
        return new PretrainedEmbeddings(
                found,
                new ImageSettings(size, Decoding.of(decoding), how, Augmentation.NONE, 0),
                new Compute(
                        Device.cpu(),
                        EnumText.parse(Precision.class, "--precision", precision),
                        MemoryFormat.CHANNELS_LAST,
                        1,
                        Path.of(cache)));
    }
}
