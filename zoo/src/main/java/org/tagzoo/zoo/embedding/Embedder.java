package org.tagzoo.zoo.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.batch.RowFileWriter;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Computes what the frozen stages of a network make of pictures, or takes it from the cache: a file
 * of rows of floats, a row a picture; the embedding {@code [F]}, or a map {@code [H, W, C]} where
 * the network is cut earlier. A process that is killed leaves its rows to the next one.
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
     * @param threads that decode pictures
     */
    public Embedder(Path folder, int threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Returns what the frozen stages make of pictures.
     *
     * @param key all that it depends on
     * @param result shape of what they make of one picture
     * @param count number of pictures
     * @param pixels gives the pixels of each, {@code [size, size, 3]}
     * @param loader gives the frozen stages
     * @param progress is told how many pictures are done since it was last told
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
        requireRoom((long) count * rowBytes);
        try (RowFileWriter writer = RowFileWriter.open(file, count, rowBytes, key.batchSize());
                BatchLoader loaded = new BatchLoader(threads);
                ScriptModule frozen = loader.load()) {
            progress.accept(writer.done());
            int size = key.imageSize();
            long[] last = {System.nanoTime()};
            loaded.read(
                    BatchLoader.consecutive(writer.done(), count, key.batchSize()),
                    Math.multiplyExact(3, Math.multiplyExact(size, size)),
                    pixels,
                    (items, batch) -> {
                        ByteBuffer rows = forward(frozen, batch, items.length, size);
                        long now = System.nanoTime();
                        writer.append(rows, now - last[0]);
                        last[0] = now;
                        progress.accept(items.length);
                    });
            return writer.finish();
        }
    }

    private void requireRoom(long bytes) throws IOException {
        Files.createDirectories(folder);
        long room = Files.getFileStore(folder).getUsableSpace();
        if (bytes > room) {
            throw new IOException(
                    ("What the frozen stages make of the pictures takes %d MB, and %s has room for %d"
                                    + " MB: make room, move the cache with TAGZOO_CACHE, or train"
                                    + " fewer stages or smaller pictures")
                            .formatted(bytes / 1_000_000, folder, room / 1_000_000));
        }
    }

    private static ByteBuffer forward(ScriptModule frozen, ByteBuffer pixels, int count, int size) {
        try (NDManager manager = frozen.manager().newSubManager()) {
            NDArray input = manager.create(pixels, new Shape(count, size, size, 3), DataType.UINT8);
            return frozen.forward(input, false).toByteBuffer();
        }
    }
}
