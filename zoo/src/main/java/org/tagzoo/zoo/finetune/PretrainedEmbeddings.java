package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.embedding.Embedder;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.JoinedBackbone;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * What a body with its pretrained weights makes of images, without a corpus, its labels or its
 * split: the same rows, under the same names, that a {@link FineTuning} looks for in its cache when
 * the body is frozen.
 *
 * @param weights of one network
 * @param images how it gets images; they are not augmented
 * @param compute where and how it computes, not in int8; its cache is not used
 */
public record PretrainedEmbeddings(ResolvedWeights weights, ImageSettings images, Compute compute) {

    public PretrainedEmbeddings {
        Check.that(
                !JoinedBackbone.isName(weights.card().architecture()),
                "network",
                "one; of joined ones each is embedded alone",
                weights.name());
        Check.that(
                compute.precision() != Precision.INT8,
                "precision",
                "float32 or bfloat16; int8 is made to fit training images",
                compute.precision());
    }

    private FrozenBody body() {
        Preprocessing pixels = weights.card().preprocessing();
        return FrozenBody.of(
                Backbones.of(weights.card().architecture(), weights.card().strideOnFirst1x1()),
                images.size(),
                weights,
                new Normalization(pixels.mean(), pixels.std()));
    }

    /**
     * Returns the beginning of the names of the files that keep these rows; it depends on the
     * engine's threads here too.
     */
    public String name() {
        return body().key(Stage.HEAD, images, compute, "", "").name();
    }

    /**
     * Returns the embedding of each image, {@code [F]} float32, computed or from the folder.
     *
     * @param folder where rows are kept
     * @param contents SHA-256 of each image's file
     * @param pixels gives the pixels of each
     * @param log is told that another process computes the same and this one waits
     * @param progress is told how many images are done since it was last told
     * @throws IOException if weights can't be read or rows can't be written
     */
    public CachedRows rows(
            Path folder,
            List<String> contents,
            BatchLoader.RowFiller pixels,
            Consumer<String> log,
            IntConsumer progress)
            throws IOException {
        FrozenBody body = body();
        return new Embedder(folder, compute.threads(), log)
                .embed(
                        body.key(Stage.HEAD, images, compute, "", ""),
                        body.frozen().output(),
                        contents,
                        pixels,
                        () -> body.load(compute),
                        progress);
    }
}
