package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.embedding.Embedder;
import org.tagzoo.zoo.embedding.EmbeddingKey;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.torchscript.Int8Calibration;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.InputRows;

/** What the frozen stages of a row's network make of images, computed once and kept. */
final class FrozenStages {

    private final FineTuning tuning;
    private final String stage;
    private final FrozenBody body;

    /**
     * @param stage the first that is trained
     */
    FrozenStages(FineTuning tuning, String stage) {
        this.tuning = tuning;
        this.stage = stage;
        this.body = FrozenBody.of(tuning, stage);
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
        return rows(body, task, which, alteration, images, pixels);
    }

    /**
     * Returns the rows of an embedding, which may be of several networks or views; what is kept by
     * the identity of rows is kept for all who ask for the same.
     */
    private CachedRows rows(
            FrozenBody of,
            String task,
            String which,
            String alteration,
            List<String> images,
            BatchLoader.RowFiller pixels)
            throws IOException {
        EmbeddingKey key = key(of, alteration);
        boolean isEmbedding = stage.equals(Stage.HEAD);
        List<FrozenBody> parts = isEmbedding ? of.parts(tuning.images.size()) : List.of(of);
        List<FrozenBody> views = isEmbedding ? of.views(tuning.images.size()) : List.of(of);
        return tuning.shared.rows(
                which + key,
                () -> {
                    if (parts.size() == 1 && views.size() == 1) {
                        return tuning.shown(
                                task,
                                images.size(),
                                "images",
                                done -> embed(of, key, images, pixels, done));
                    }
                    List<CachedRows> each = new ArrayList<>();
                    for (FrozenBody one : parts.size() > 1 ? parts : views) {
                        String own = "embeddings of " + one.backbone().name();
                        each.add(rows(one, own, which, alteration, images, pixels));
                    }
                    return parts.size() > 1 ? CachedRows.joined(each) : CachedRows.mean(each);
                });
    }

    private EmbeddingKey key(FrozenBody part, String alteration) {
        return part.key(stage, tuning.images, tuning.compute, madeToFit(), alteration);
    }

    private CachedRows embed(
            FrozenBody part,
            EmbeddingKey key,
            List<String> images,
            BatchLoader.RowFiller pixels,
            IntConsumer done)
            throws IOException {
        return new Embedder(
                        tuning.compute.cache().resolve("embeddings"),
                        tuning.compute.threads(),
                        tuning.log)
                .embed(key, part.frozen().output(), images, pixels, () -> load(part), done);
    }

    /** Compiles and loads them; the caller closes what it gets. */
    ScriptModule load() throws IOException {
        return load(body);
    }

    private boolean isInt8() {
        return tuning.compute.precision() == Precision.INT8;
    }

    /** Returns training images that stages in int8 are made to fit. */
    private int[] examples() {
        return Int8Calibration.examples(tuning.data.rows().get(Part.TRAIN));
    }

    /** Returns what tells them apart from stages that are made to fit others; else nothing. */
    private String madeToFit() {
        List<String> contents = tuning.data.scanned().contents();
        return isInt8()
                ? Sha256.of(
                        IntStream.of(examples())
                                .mapToObj(contents::get)
                                .collect(Collectors.joining(" ")))
                : "";
    }

    private ScriptModule load(FrozenBody part) throws IOException {
        return isInt8()
                ? part.int8(
                        new ImageRows(tuning.data.images(), tuning.images.transform()),
                        examples(),
                        tuning.compute.threads())
                : part.load(tuning.compute);
    }
}
