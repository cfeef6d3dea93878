package org.tagzoo.datasets.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.PictureRows;
import org.tagzoo.datasets.batch.PixelFile;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;

/**
 * The images of a dataset as arrays of pixels and labels.
 *
 * @param rows the index in the corpus of each item of the dataset
 * @param pixels of an image by its index in the corpus, as it is evaluated
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record DatasetImages(
        SplitCorpus corpus, int[] rows, BatchLoader.RowFiller pixels, DatasetSettings settings) {

    /**
     * Returns the images of the part that the settings name.
     *
     * @param decoded told how many images are decoded since it was last told, where all are decoded
     *     to be kept
     */
    static DatasetImages of(SplitCorpus corpus, DatasetSettings settings, IntConsumer decoded)
            throws IOException {
        int[] rows = corpus.rows().get(Part.valueOf(settings.usage().name()));
        if (settings.pixelFolder().isEmpty()) {
            PictureRows pictures =
                    new PictureRows(corpus.images(), settings.imageSize(), settings.decoding());
            return new DatasetImages(corpus, rows, pictures, settings);
        }
        RowFile file =
                PixelFile.of(
                        corpus.scanned(),
                        settings.imageSize(),
                        settings.decoding(),
                        settings.pixelFolder().get(),
                        settings.threads(),
                        decoded);
        return new DatasetImages(corpus, rows, (item, row) -> row.put(file.row(item)), settings);
    }

    /** Returns some of these images, in the order of the items. */
    DatasetImages subset(int[] items) {
        int[] some = Arrays.stream(items).map(item -> rows[item]).toArray();
        return new DatasetImages(corpus, some, pixels, settings);
    }

    private TaggedImage image(int item) {
        return corpus.images().get(rows[item]);
    }

    int rowBytes() {
        return Math.toIntExact(shape().size());
    }

    private Shape shape() {
        return new Shape(settings.imageSize(), settings.imageSize(), 3);
    }

    /** Writes the pixels of an item as an epoch of training sees them. Safe for several threads. */
    void fill(int item, int epoch, ByteBuffer row) throws IOException {
        pixels.fill(rows[item], row);
        if (settings.augmentation().transforms().isEmpty()) {
            return;
        }
        byte[] bytes = new byte[rowBytes()];
        row.get(0, bytes);
        RgbImage image = new RgbImage(settings.imageSize(), settings.imageSize(), bytes);
        row.put(
                0,
                settings.augmentation()
                        .apply(image, settings.seed(), epoch, image(item).id())
                        .pixels());
    }

    /** Returns the pixels of some items, {@code [items, H, W, 3]}; the buffer may be used again. */
    NDArray pixels(NDManager manager, int items, ByteBuffer rows) {
        return owned(manager.create(rows, new Shape(items).addAll(shape()), DataType.UINT8));
    }

    /** Returns the labels of some items, {@code [items, L]} or {@code [items]}. */
    NDArray targets(NDManager manager, int[] items) {
        if (settings.form() == TargetForm.CLASS_INDEX) {
            return owned(
                    manager.create(
                            Arrays.stream(items)
                                    .mapToLong(item -> image(item).labels().first())
                                    .toArray()));
        }
        int labels = corpus.labels().size();
        float[] values = new float[items.length * labels];
        for (int i = 0; i < items.length; i++) {
            for (int label : image(items[i]).labels()) {
                values[i * labels + label] = 1;
            }
        }
        return owned(manager.create(values, new Shape(items.length, labels)));
    }

    /**
     * Returns a copy in the engine's memory. On a processor an array made from Java's numbers lies
     * in Java's memory, which is gone when that array is closed, whatever views of it are left.
     */
    private static NDArray owned(NDArray lent) {
        try (lent) {
            return lent.duplicate();
        }
    }
}
