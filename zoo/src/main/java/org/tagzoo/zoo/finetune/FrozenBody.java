package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.embedding.EmbeddingKey;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.JoinedBackbone;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.torchscript.EngineThreads;
import org.tagzoo.zoo.torchscript.Int8Calibration;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.weights.LoadedValues;

/**
 * Stages of a network that stay as they are.
 *
 * @param backbone whose they are
 * @param whole the graph that the weights are checked against
 * @param frozen the part of it that is computed
 * @param weights of the backbone
 * @param normalization of its pixels
 */
record FrozenBody(
        Backbone backbone,
        Graph whole,
        Graph frozen,
        ResolvedWeights weights,
        Normalization normalization) {

    /** Images that it takes at a time. */
    private static final int BATCH = 32;

    /** Returns what a fine-tuning leaves as it is before a stage. */
    static FrozenBody of(FineTuning tuning, String stage) {
        return new FrozenBody(
                tuning.network.backbone(),
                tuning.graph(),
                tuning.graph().before(stage).frozen(),
                tuning.weights.orElseThrow(),
                tuning.normalization());
    }

    /**
     * Returns the parts whose features are joined, each what it would be in a network of its own,
     * so that its features are kept for both; itself where there is one.
     */
    List<FrozenBody> parts(ImageSize size) {
        if (!(backbone instanceof JoinedBackbone joined) || weights.parts().isEmpty()) {
            return List.of(this);
        }
        List<FrozenBody> parts = new ArrayList<>();
        List<Backbone> bodies = joined.bodies();
        for (int i = 0; i < bodies.size(); i++) {
            ResolvedWeights own = weights.parts().get(i);
            Preprocessing wanted = own.card().preprocessing();
            Normalization pixels = new Normalization(wanted.mean(), wanted.std());
            parts.add(of(bodies.get(i), size, own, pixels));
        }
        return parts;
    }

    /** Returns what its features are the mean of, see {@link #parts}. */
    List<FrozenBody> views(ImageSize size) {
        return backbone instanceof JoinedBackbone joined && joined.bodies().size() == 1
                ? joined.views().stream()
                        .map(view -> of(view, size, weights, normalization))
                        .toList()
                : List.of(this);
    }

    /** Returns a whole body, which gives embeddings. */
    static FrozenBody of(
            Backbone body, ImageSize size, ResolvedWeights weights, Normalization pixels) {
        Graph graph = new Network(body, Head.linear(1)).backboneGraph(size, pixels);
        return new FrozenBody(body, graph, graph.frozen(), weights, pixels);
    }

    /**
     * Returns all that its rows depend on but the images.
     *
     * @param stage before which it ends
     * @param madeToFit the hash of images that it is made to fit; empty for none
     * @param alteration what images went through first; empty for images as they are
     */
    EmbeddingKey key(
            String stage,
            ImageSettings images,
            Compute compute,
            String madeToFit,
            String alteration) {
        return new EmbeddingKey(
                backbone.name(),
                stage,
                weights.sha256() + madeToFit,
                normalization,
                images.size(),
                new ImageRows(List.of(), images.transform()).label(),
                compute.precision(),
                compute.memoryFormat(),
                compute.deviceName(),
                BATCH,
                EngineThreads.count(),
                alteration);
    }

    /** Compiles and loads it; the caller closes what it gets. */
    ScriptModule load(Compute compute) throws IOException {
        try (LoadedValues values = LoadedValues.of(weights.open(), whole, backbone)) {
            FoldedNorms folded = FoldedNorms.of(frozen, values);
            return ScriptModule.load(
                    folded.graph(),
                    folded.values(),
                    compute.precision(),
                    compute.memoryFormat(),
                    compute.device());
        }
    }

    /**
     * Loads it to compute in int8; the caller closes what it gets.
     *
     * @param pixels of images
     * @param examples which of them it is made to fit
     * @param threads that decode images
     */
    ScriptModule int8(BatchLoader.RowFiller pixels, int[] examples, int threads)
            throws IOException {
        try (LoadedValues values = LoadedValues.of(weights.open(), whole, backbone);
                Int8Calibration calibration = new Int8Calibration(frozen, values)) {
            calibration.add(pixels, examples, threads);
            return calibration.module();
        }
    }
}
