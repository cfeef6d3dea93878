package org.tagzoo.zoo.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.batch.PixelLoader;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.batch.RowFileWriter;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Computes embeddings, or takes them from the cache: a file of rows of {@code featureWidth} floats,
 * a row a picture. A process that is killed leaves its rows to the next one.
 */
public final class Embedder {

    private final Path folder;
    private final int threads;

    /** Compiles and loads the network's body, if it is needed at all. */
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
     * Returns the embeddings of pictures.
     *
     * @param key all that they depend on
     * @param width length of an embedding
     * @param images the pictures, in the order of the rows
     * @param loader gives the network's body
     * @param progress is told how many pictures are done since it was last told
     */
    public RowFile embed(
            EmbeddingKey key,
            int width,
            List<TaggedImage> images,
            Loader loader,
            IntConsumer progress)
            throws IOException {
        Path file = folder.resolve(key.fileName());
        int rowBytes = Math.multiplyExact(Float.BYTES, width);
        Optional<RowFile> cached = RowFile.open(file, images.size(), rowBytes);
        if (cached.isPresent()) {
            progress.accept(images.size());
            return cached.get();
        }
        try (RowFileWriter writer =
                        RowFileWriter.open(file, images.size(), rowBytes, key.batchSize());
                PixelLoader pixels = new PixelLoader(key.imageSize(), threads);
                ScriptModule backbone = loader.load()) {
            progress.accept(writer.done());
            long[] last = {System.nanoTime()};
            pixels.read(
                    images.subList(writer.done(), images.size()),
                    key.batchSize(),
                    (first, count, batch) -> {
                        ByteBuffer rows = forward(backbone, batch, count, key.imageSize());
                        long now = System.nanoTime();
                        writer.append(rows, now - last[0]);
                        last[0] = now;
                        progress.accept(count);
                    });
            return writer.finish();
        }
    }

    private static ByteBuffer forward(
            ScriptModule backbone, ByteBuffer pixels, int count, int size) {
        try (NDManager manager = backbone.manager().newSubManager()) {
            NDArray input = manager.create(pixels, new Shape(count, size, size, 3), DataType.UINT8);
            NDArray embeddings = backbone.forward(input, false);
            return embeddings.toByteBuffer();
        }
    }
}
