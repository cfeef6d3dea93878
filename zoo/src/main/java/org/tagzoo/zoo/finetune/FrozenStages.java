package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.embedding.Embedder;
import org.tagzoo.zoo.embedding.EmbeddingKey;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.torchscript.EngineThreads;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.InputRows;
import org.tagzoo.zoo.weights.LoadedValues;

/** What the frozen stages of a row's network make of images, computed once and kept. */
final class FrozenStages {

    /** Images that frozen stages take at a time. */
    private static final int BATCH = 32;

    private final FineTuning tuning;
    private final String stage;
    private final Graph frozen;

    /**
     * @param stage the first that is trained
     */
    FrozenStages(FineTuning tuning, String stage) {
        this.tuning = tuning;
        this.stage = stage;
        this.frozen = tuning.graph().before(stage).frozen();
    }

    /**
     * Returns what they make of images.
     *
     * @param which images these are, among all of the fine-tuning
     * @param contents SHA-256 of their files
     */
    CachedRows plain(String which, List<TaggedImage> images, List<String> contents)
            throws IOException {
        ImageRows pixels = new ImageRows(images, tuning.images.transform());
        return rows("embeddings", which, "", contents, pixels);
    }

    /**
     * Returns what they make of one view of images.
     *
     * @param view from 1
     * @param altered the images, altered where the view is the epoch
     */
    CachedRows view(
            int view,
            InputRows altered,
            String which,
            List<TaggedImage> images,
            List<String> contents)
            throws IOException {
        return rows(
                "view %d of %d".formatted(view, tuning.images.views()),
                which,
                "view %d, seed %d, %s".formatted(view, tuning.seed, tuning.images.augmentation()),
                // What an image goes through hangs on its id.
                IntStream.range(0, images.size())
                        .mapToObj(n -> Sha256.of(contents.get(n) + " " + images.get(n).id()))
                        .toList(),
                (item, row) -> altered.source().read(item, view, row));
    }

    private CachedRows rows(
            String task,
            String which,
            String alteration,
            List<String> images,
            BatchLoader.RowFiller pixels)
            throws IOException {
        ResolvedWeights weights = tuning.weights.orElseThrow();
        EmbeddingKey key =
                new EmbeddingKey(
                        tuning.network.backbone().name(),
                        stage,
                        weights.sha256(),
                        tuning.normalization(),
                        tuning.images.size(),
                        new ImageRows(List.of(), tuning.images.transform()).label(),
                        tuning.compute.precision(),
                        tuning.compute.memoryFormat(),
                        tuning.compute.deviceName(),
                        BATCH,
                        EngineThreads.count(),
                        alteration);
        return tuning.shared.rows(
                which + key,
                () ->
                        tuning.shown(
                                task,
                                images.size(),
                                "images",
                                done -> embed(key, images, pixels, done)));
    }

    private CachedRows embed(
            EmbeddingKey key, List<String> images, BatchLoader.RowFiller pixels, IntConsumer done)
            throws IOException {
        return new Embedder(
                        tuning.compute.cache().resolve("embeddings"),
                        tuning.compute.threads(),
                        tuning.log)
                .embed(key, frozen.output(), images, pixels, this::load, done);
    }

    /** Compiles and loads them; the caller closes what it gets. */
    ScriptModule load() throws IOException {
        ResolvedWeights weights = tuning.weights.orElseThrow();
        try (LoadedValues values =
                LoadedValues.of(weights.open(), tuning.graph(), tuning.network.backbone())) {
            FoldedNorms folded = FoldedNorms.of(frozen, values);
            return ScriptModule.load(
                    folded.graph(),
                    folded.values(),
                    tuning.compute.precision(),
                    tuning.compute.memoryFormat(),
                    tuning.compute.device());
        }
    }
}
