package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.util.Arrays;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.batch.RowFile;
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

    /** Returns what they make of each image of the corpus. */
    RowFile plain() throws IOException {
        return rows(
                "embeddings",
                differences(),
                tuning.data.images().size(),
                new ImageRows(tuning.data.images(), tuning.images.transform()));
    }

    /**
     * Returns what they make of one view of each training image.
     *
     * @param view from 1
     * @param altered the training images, altered where the view is the epoch
     */
    RowFile view(int view, InputRows altered, int[] rows) throws IOException {
        String what =
                differences()
                        + "view %d, seed %d, %s, images %d"
                                .formatted(
                                        view,
                                        tuning.seed,
                                        tuning.images.augmentation(),
                                        Arrays.hashCode(rows));
        return rows(
                "view %d of %d".formatted(view, tuning.images.views()),
                what,
                rows.length,
                (item, row) -> altered.source().read(item, view, row));
    }

    /**
     * Returns nothing for stretched images that were decoded whole, so that files of earlier
     * versions stay valid.
     */
    private String differences() {
        String differences = tuning.images.transform().differences();
        return differences.isEmpty() ? "" : differences + " ";
    }

    private RowFile rows(String task, String alteration, int count, BatchLoader.RowFiller pixels)
            throws IOException {
        ResolvedWeights weights = tuning.weights.orElseThrow();
        EmbeddingKey key =
                new EmbeddingKey(
                        tuning.network.backbone().name(),
                        stage,
                        weights.sha256(),
                        tuning.normalization(),
                        tuning.images.size(),
                        tuning.compute.precision(),
                        tuning.compute.memoryFormat(),
                        tuning.compute.deviceName(),
                        BATCH,
                        EngineThreads.count(),
                        tuning.data.scanned().hash(),
                        alteration);
        return tuning.shown(
                task,
                count,
                "images",
                done ->
                        new Embedder(
                                        tuning.compute.cache().resolve("embeddings"),
                                        tuning.compute.threads())
                                .embed(key, frozen.output(), count, pixels, this::load, done));
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
