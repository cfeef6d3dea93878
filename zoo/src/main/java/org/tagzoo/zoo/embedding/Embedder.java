package org.tagzoo.zoo.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.RowCache;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.torchscript.MemoryShortage;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Computes what the frozen stages of a network make of images, or takes it from the cache: a row of
 * floats an image; the embedding {@code [F]}, or a map {@code [H, W, C]} where the network is cut
 * earlier. Batches are always full, if need be of black images, so that an image's row has the same
 * bits whichever others are computed along with it. A process that is killed leaves its rows to the
 * next one.
 *
 * @param folder where embeddings are kept
 * @param threads that decode images
 * @param log is told, in one line, that another process computes the same and this one waits
 */
public record Embedder(Path folder, int threads, Consumer<String> log) {

    /** Stands in a batch for an image that there isn't. */
    private static final int BLACK = -1;

    /** Compiles and loads the frozen stages, if they are needed at all. */
    @FunctionalInterface
    public interface Loader {
        ScriptModule load() throws IOException;
    }

    /** Loaded stages. */
    record Stages(NDManager manager, UnaryOperator<NDArray> forward, Runnable closing)
            implements AutoCloseable {

        static Stages of(ScriptModule frozen) {
            return new Stages(
                    frozen.manager(), input -> frozen.forward(input, false), frozen::close);
        }

        @Override
        public void close() {
            closing.run();
        }
    }

    /** Loads stages of any kind. */
    @FunctionalInterface
    interface StagesLoader {
        Stages load() throws IOException;
    }

    /**
     * Returns what the frozen stages make of images. Where memory runs out, all images go through
     * in batches of half the size, whose rows are others.
     *
     * @param key all that it depends on but the images
     * @param result shape of what they make of one image
     * @param images SHA-256 of each image's file, and of what alters it in a way of its own
     * @param pixels gives the pixels of each, {@code [height, width, 3]}
     * @param loader gives the frozen stages
     * @param progress is told how many images are done since it was last told
     * @throws IOException if the disk has no room for the rows, or they can't be written
     */
    public CachedRows embed(
            EmbeddingKey key,
            Dims result,
            List<String> images,
            BatchLoader.RowFiller pixels,
            Loader loader,
            IntConsumer progress)
            throws IOException {
        return embed(key, result.count(), images, pixels, () -> Stages.of(loader.load()), progress);
    }

    CachedRows embed(
            EmbeddingKey key,
            int width,
            List<String> images,
            BatchLoader.RowFiller pixels,
            StagesLoader loader,
            IntConsumer progress)
            throws IOException {
        int[] told = {0};
        for (EmbeddingKey fitting = key; ; ) {
            int[] done = {0};
            try {
                return rows(
                        fitting,
                        Math.multiplyExact(Float.BYTES, width),
                        images,
                        pixels,
                        loader,
                        count -> {
                            done[0] += count;
                            progress.accept(Math.max(0, done[0] - told[0]));
                            told[0] = Math.max(told[0], done[0]);
                        });
            } catch (RuntimeException | OutOfMemoryError e) {
                if (!MemoryShortage.is(e) || fitting.batchSize() == 1) {
                    throw e;
                }
                fitting = fitting.withBatchSize((fitting.batchSize() + 1) / 2);
            }
        }
    }

    private CachedRows rows(
            EmbeddingKey key,
            int rowBytes,
            List<String> images,
            BatchLoader.RowFiller pixels,
            StagesLoader loader,
            IntConsumer progress)
            throws IOException {
        RowCache cache =
                new RowCache(
                        folder, key.name(), rowBytes, "train fewer stages or smaller images", log);
        ImageSize size = key.imageSize();
        Shape batch = new Shape(key.batchSize(), size.height(), size.width(), 3);
        return cache.rows(
                images,
                progress,
                (missing, sink) -> {
                    try (Stages frozen = loader.load();
                            BatchLoader loaded = new BatchLoader(threads)) {
                        long[] last = {System.nanoTime()};
                        loaded.read(
                                fullBatches(missing, key.batchSize()),
                                size.rgbBytes(),
                                (item, row) -> fill(pixels, item, row),
                                (items, rows) -> {
                                    ByteBuffer made = forward(frozen, rows, batch);
                                    long now = System.nanoTime();
                                    sink.put(real(items), made, now - last[0]);
                                    last[0] = now;
                                });
                    }
                });
    }

    private static List<int[]> fullBatches(int[] items, int batchSize) {
        List<int[]> batches = BatchLoader.batches(items, batchSize);
        int[] last = batches.get(batches.size() - 1);
        int[] full = Arrays.copyOf(last, batchSize);
        Arrays.fill(full, last.length, batchSize, BLACK);
        batches.set(batches.size() - 1, full);
        return batches;
    }

    private static int[] real(int[] items) {
        return IntStream.of(items).filter(item -> item != BLACK).toArray();
    }

    private static void fill(BatchLoader.RowFiller pixels, int item, ByteBuffer row)
            throws IOException {
        if (item == BLACK) {
            row.put(new byte[row.remaining()]);
        } else {
            pixels.fill(item, row);
        }
    }

    private static ByteBuffer forward(Stages frozen, ByteBuffer pixels, Shape batch) {
        try (NDManager manager = frozen.manager.newSubManager()) {
            // The engine reads a direct buffer where it lies.
            NDArray input = manager.create(pixels, batch, DataType.UINT8);
            return frozen.forward.apply(input).toByteBuffer();
        }
    }
}
