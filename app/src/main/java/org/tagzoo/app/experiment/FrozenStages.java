package org.tagzoo.app.experiment;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.PictureRows;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.zoo.embedding.Embedder;
import org.tagzoo.zoo.embedding.EmbeddingKey;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.InputRows;
import org.tagzoo.zoo.weights.LoadedValues;

/** What the frozen stages of a row's network make of pictures, computed once and kept. */
final class FrozenStages {

    /** Pictures that frozen stages take at a time. */
    private static final int BATCH = 32;

    private final ComparisonSettings settings;
    private final PreparedCorpus corpus;
    private final Embedder embedder;
    private final Network network;
    private final RowPlan plan;
    private final String stage;
    private final Graph frozen;
    private final Device device;

    /**
     * @param stage the first that is trained
     */
    FrozenStages(
            ComparisonSettings settings,
            PreparedCorpus corpus,
            Path cache,
            Device device,
            RowPlan plan,
            String stage) {
        this.settings = settings;
        this.corpus = corpus;
        this.embedder = new Embedder(cache.resolve("embeddings"), settings.threads());
        this.network = plan.network();
        this.plan = plan;
        this.stage = stage;
        this.frozen = plan.graph().before(stage).frozen();
        this.device = device;
    }

    /** Returns what they make of each picture of the corpus. */
    RowFile plain() throws IOException {
        return rows(
                "embeddings",
                decoding(),
                corpus.images().size(),
                new PictureRows(corpus.images(), plan.row().imageSize(), plan.row().decoding()));
    }

    /**
     * Returns what they make of one view of each training picture.
     *
     * @param view from 1
     * @param altered the training pictures, altered where the view is the epoch
     */
    RowFile view(int view, InputRows altered, int[] rows) throws IOException {
        String what =
                decoding()
                        + "view %d, seed %d, %s, pictures %d"
                                .formatted(
                                        view,
                                        plan.seed(),
                                        plan.row().augmentation(),
                                        Arrays.hashCode(rows));
        return rows(
                "view %d of %d".formatted(view, plan.row().views()),
                what,
                rows.length,
                (item, row) -> altered.read(item, view, row));
    }

    /** Returns nothing for whole pictures, so that files of earlier versions stay valid. */
    private String decoding() {
        Decoding decoding = plan.row().decoding();
        return decoding == Decoding.WHOLE ? "" : decoding.label() + " ";
    }

    private RowFile rows(String task, String alteration, int count, BatchLoader.RowFiller pixels)
            throws IOException {
        ResolvedWeights weights = plan.weights().orElseThrow();
        EmbeddingKey key =
                new EmbeddingKey(
                        network.backbone().name(),
                        stage,
                        weights.sha256(),
                        plan.normalization(),
                        plan.row().imageSize(),
                        settings.precision().of(plan.row()),
                        settings.memoryFormat(),
                        settings.device(),
                        BATCH,
                        EngineThreads.count(),
                        corpus.scanned().hash(),
                        alteration);
        try (Progress progress = Progress.start(plan.row().name() + ": " + task, count, "images")) {
            return embedder.embed(key, frozen.output(), count, pixels, this::load, progress::step);
        }
    }

    /** Compiles and loads them; the caller closes what it gets. */
    ScriptModule load() throws IOException {
        ResolvedWeights weights = plan.weights().orElseThrow();
        try (LoadedValues values =
                LoadedValues.of(weights.open(), plan.graph(), network.backbone())) {
            FoldedNorms folded = FoldedNorms.of(frozen, values);
            return ScriptModule.load(
                    folded.graph(),
                    folded.values(),
                    settings.precision().of(plan.row()),
                    settings.memoryFormat(),
                    device);
        }
    }
}
