package org.tagzoo.zoo.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.batch.RowFileWriter;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.torchscript.MicroBatches;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Computes what the frozen stages of a network make of images, or takes it from the cache: a file
 * of rows of floats, a row an image; the embedding {@code [F]}, or a map {@code [H, W, C]} where
 * the network is cut earlier. A process that is killed leaves its rows to the next one. Where
 * memory runs out, fewer images go through at once ({@link MicroBatches}).
 */
public final class Embedder {

    private final Path folder;
    private final int threads;

    /** Compiles and loads the frozen stages, if they are needed at all. */
    @FunctionalInterface
    public interface Loader {
        ScriptModule load() throws IOException;
    }

    /**
     * @param folder where embeddings are kept
     * @param threads that decode images
     */
    public Embedder(Path folder, int threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Returns what the frozen stages make of images.
     *
     * @param key all that it depends on
     * @param result shape of what they make of one image
     * @param count number of images
     * @param pixels gives the pixels of each, {@code [size, size, 3]}
     * @param loader gives the frozen stages
     * @param progress is told how many images are done since it was last told
     * @throws IOException if the disk has no room for the file, or it can't be written
     */
    public RowFile embed(
            EmbeddingKey key,
            Dims result,
            int count,
            BatchLoader.RowFiller pixels,
            Loader loader,
            IntConsumer progress)
            throws IOException {
        Path file = folder.resolve(key.fileName());
        int rowBytes = Math.multiplyExact(Float.BYTES, result.count());
        Optional<RowFile> cached = RowFile.open(file, count, rowBytes);
        if (cached.isPresent()) {
            progress.accept(count);
            return cached.get();
        }
        try (RowFileWriter writer = RowFileWriter.open(file, count, rowBytes, key.batchSize());
                BatchLoader loaded = new BatchLoader(threads);
                ScriptModule frozen = loader.load()) {
            requireRoom((long) (count - writer.done()) * rowBytes);
            progress.accept(writer.done());
            loaded.read(
                    BatchLoader.consecutive(writer.done(), count, key.batchSize()),
                    Math.multiplyExact(3, Math.multiplyExact(key.imageSize(), key.imageSize())),
                    pixels,
                    reader(
                            writer,
                            key,
                            frozen.manager(),
                            input -> frozen.forward(input, false),
                            progress));
            return writer.finish();
        }
    }

    private void requireRoom(long bytes) throws IOException {
        long room = Files.getFileStore(folder).getUsableSpace();
        if (bytes > room) {
            throw new IOException(
                    ("What the frozen stages make of the images takes %d MB, and %s has room for %d"
                                    + " MB: make room, move the cache with TAGZOO_CACHE, or train"
                                    + " fewer stages or smaller images")
                            .formatted(bytes / 1_000_000, folder, room / 1_000_000));
        }
    }

    /**
     * Returns what takes batches of pixels through the frozen stages and into the file.
     *
     * @param parent of all arrays
     */
    static BatchLoader.BatchReader reader(
            RowFileWriter writer,
            EmbeddingKey key,
            NDManager parent,
            UnaryOperator<NDArray> frozen,
            IntConsumer progress) {
        Shape image = new Shape(key.imageSize(), key.imageSize(), 3);
        MicroBatches batches = new MicroBatches(key.batchSize());
        long[] last = {System.nanoTime()};
        return (items, batch) -> {
            List<ByteBuffer> made = new ArrayList<>();
            batches.run(
                    items.length,
                    (first, count) -> {
                        int bytes = batch.remaining() / items.length;
                        ByteBuffer part = batch.slice(first * bytes, count * bytes);
                        made.add(forward(frozen, parent, part, count, image));
                    });
            long now = System.nanoTime();
            for (ByteBuffer rows : made) {
                writer.append(rows, (now - last[0]) / made.size());
            }
            last[0] = now;
            progress.accept(items.length);
        };
    }

    private static ByteBuffer forward(
            UnaryOperator<NDArray> frozen,
            NDManager parent,
            ByteBuffer pixels,
            int count,
            Shape image) {
        try (NDManager manager = parent.newSubManager()) {
            // The engine reads a direct buffer where it lies.
            NDArray input = manager.create(pixels, new Shape(count).addAll(image), DataType.UINT8);
            return frozen.apply(input).toByteBuffer();
        }
    }
}
