package org.tagzoo.datasets.dataset;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Dataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.batch.PixelCache;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.transform.Augmentation;

/**
 * The images of a dataset as arrays of pixels and labels.
 *
 * @param rows the index in the corpus of each item of the dataset
 * @param targets {@code [N, L]} of the items
 * @param pixels of an image by its index in the corpus, as it is evaluated
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record DatasetImages(
        SplitCorpus corpus,
        int[] rows,
        boolean[][] targets,
        boolean[][] unknown,
        BatchLoader.RowFiller pixels,
        Settings settings) {

    /**
     * What is said of a {@link TagDataset} beside its corpus; {@link TagDatasetBuilder} has the
     * words.
     *
     * @param augmentation none but for training
     * @param pixelFolder empty if images are decoded anew in each epoch
     */
    record Settings(
            Dataset.Usage usage,
            EvaluationTransform transform,
            Augmentation augmentation,
            long seed,
            TargetForm form,
            int threads,
            Optional<Path> pixelFolder) {

        Settings {
            augmentation = usage == Dataset.Usage.TRAIN ? augmentation : Augmentation.NONE;
        }
    }

    /**
     * Returns the images of the part that the settings name.
     *
     * @param decoded told how many images are decoded since it was last told, where all are decoded
     *     to be kept
     */
    static DatasetImages of(SplitCorpus corpus, Settings settings, IntConsumer decoded)
            throws IOException {
        ImageRows images = new ImageRows(corpus.images(), settings.transform());
        BatchLoader.RowFiller pixels = images;
        if (settings.pixelFolder().isPresent()) {
            CachedRows file =
                    PixelCache.of(
                            images,
                            corpus.scanned().contents(),
                            settings.pixelFolder().get(),
                            settings.threads(),
                            decoded,
                            line -> {});
            pixels = (item, row) -> row.put(file.row(item));
        }
        Part part = Part.valueOf(settings.usage().name());
        return new DatasetImages(
                corpus,
                corpus.rows().get(part),
                corpus.targets().get(part),
                corpus.unknown().get(part),
                pixels,
                settings);
    }

    /** Returns some of these images, in the order of the items. */
    DatasetImages subset(int[] items) {
        return new DatasetImages(
                corpus,
                Arrays.stream(items).map(item -> rows[item]).toArray(),
                Arrays.stream(items).mapToObj(item -> targets[item]).toArray(boolean[][]::new),
                unknown.length == 0
                        ? unknown
                        : Arrays.stream(items)
                                .mapToObj(item -> unknown[item])
                                .toArray(boolean[][]::new),
                pixels,
                settings);
    }

    private ImageSize imageSize() {
        return settings.transform().size();
    }

    int rowBytes() {
        return imageSize().rgbBytes();
    }

    /** Writes the pixels of an item as an epoch of training sees them. Safe for several threads. */
    void fill(int item, int epoch, ByteBuffer row) throws IOException {
        pixels.fill(rows[item], row);
        if (settings.augmentation().transforms().isEmpty()) {
            return;
        }
        byte[] bytes = new byte[rowBytes()];
        row.get(0, bytes);
        RgbImage image = imageSize().image(bytes);
        row.put(
                0,
                settings.augmentation()
                        .apply(image, settings.seed(), epoch, corpus.images().get(rows[item]).id())
                        .pixels());
    }

    /** Returns the pixels of some items, {@code [items, H, W, 3]}; the buffer may be used again. */
    NDArray pixels(NDManager manager, int items, ByteBuffer rows) {
        return array(
                manager,
                rows,
                new Shape(items, imageSize().height(), imageSize().width(), 3),
                DataType.UINT8);
    }

    /**
     * Returns the labels of some items: targets {@code [items, L]} or {@code [items]}, and where
     * the corpus has unknown ones a second array {@code [items, L]}, 1 where they are known, else
     * 0.
     */
    NDList labels(NDManager manager, int[] items) {
        NDList labels = new NDList(targets(manager, items));
        if (corpus.hasUnknown()) {
            labels.add(
                    multiHot(manager, items, (item, label) -> !Unknown.is(unknown, item, label)));
        }
        return labels;
    }

    private interface Truth {
        boolean of(int item, int label);
    }

    private NDArray multiHot(NDManager manager, int[] items, Truth truth) {
        int labels = corpus.labels().size();
        ByteBuffer values =
                ByteBuffer.allocateDirect(items.length * labels * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        for (int item : items) {
            for (int label = 0; label < labels; label++) {
                values.putFloat(truth.of(item, label) ? 1 : 0);
            }
        }
        return array(manager, values.rewind(), new Shape(items.length, labels), DataType.FLOAT32);
    }

    private NDArray targets(NDManager manager, int[] items) {
        if (settings.form() == TargetForm.MULTI_HOT) {
            return multiHot(manager, items, (item, label) -> targets[item][label]);
        }
        ByteBuffer values =
                ByteBuffer.allocateDirect(items.length * Long.BYTES).order(ByteOrder.nativeOrder());
        for (int item : items) {
            values.putLong(ArrayUtils.indexOf(targets[item], true));
        }
        return array(manager, values.rewind(), new Shape(items.length), DataType.INT64);
    }

    /**
     * Returns a copy in the engine's memory. On a processor the engine's array of a buffer lies in
     * the buffer itself, which is gone when that array is closed, whatever views of it are left.
     */
    private static NDArray array(NDManager manager, ByteBuffer values, Shape shape, DataType type) {
        if (!manager.getDevice().equals(Device.cpu())) {
            return manager.create(values, shape, type);
        }
        // Not duplicate(), for which the engine has several threads: where images are decoded
        // meanwhile, those wait for each other longer than one takes to copy.
        NDArray array = manager.create(shape, type);
        array.toByteBuffer(true).put(values);
        return array;
    }
}
