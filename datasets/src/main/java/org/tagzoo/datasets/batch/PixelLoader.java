package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Decodes pictures on worker threads, some batches ahead of whoever reads them. Batches come in
 * order and hold the same bytes whatever the number of threads; at most {@value #BATCHES_AHEAD}
 * batches are in memory.
 */
public final class PixelLoader implements AutoCloseable {

    private static final int BATCHES_AHEAD = 3;

    private final int imageSize;
    private final ExecutorService workers;

    /** Takes a batch of pictures. */
    @FunctionalInterface
    public interface BatchReader {

        /**
         * @param first index of the batch's first picture in the list
         * @param count number of pictures
         * @param pixels {@code [count, size, size, 3]} unsigned bytes in a direct buffer, written
         *     over once this method has returned
         */
        void read(int first, int count, ByteBuffer pixels) throws IOException;
    }

    private record Batch(int first, ByteBuffer pixels, List<Future<?>> images) {}

    /**
     * @param imageSize side of the pictures in pixels
     * @param threads worker threads, at least 1
     */
    public PixelLoader(int imageSize, int threads) {
        this.imageSize = imageSize;
        this.workers =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, "decode");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Reads all pictures in order.
     *
     * @throws IOException if a picture can't be decoded, or the reader throws it
     */
    public void read(List<TaggedImage> images, int batchSize, BatchReader reader)
            throws IOException {
        Queue<ByteBuffer> free = new ArrayDeque<>();
        Queue<Batch> ahead = new ArrayDeque<>();
        int next = 0;
        try {
            while (next < images.size() || !ahead.isEmpty()) {
                while (next < images.size() && ahead.size() < BATCHES_AHEAD) {
                    int count = Math.min(batchSize, images.size() - next);
                    ByteBuffer buffer = free.isEmpty() ? allocate(batchSize) : free.remove();
                    ahead.add(start(images, next, count, buffer));
                    next += count;
                }
                Batch batch = ahead.remove();
                await(batch);
                int count = batch.images.size();
                reader.read(batch.first, count, batch.pixels.slice(0, count * imageBytes()));
                free.add(batch.pixels);
            }
        } finally {
            ahead.forEach(batch -> batch.images.forEach(image -> image.cancel(false)));
        }
    }

    private ByteBuffer allocate(int batchSize) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(batchSize, imageBytes()));
    }

    private int imageBytes() {
        return Math.multiplyExact(3, Math.multiplyExact(imageSize, imageSize));
    }

    private Batch start(List<TaggedImage> images, int first, int count, ByteBuffer buffer) {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TaggedImage image = images.get(first + i);
            int offset = i * imageBytes();
            futures.add(workers.submit(() -> draw(image, buffer, offset)));
        }
        return new Batch(first, buffer, futures);
    }

    private void draw(TaggedImage image, ByteBuffer buffer, int offset) {
        try {
            RgbImage drawn = image.source().draw(imageSize);
            buffer.put(offset, drawn.pixels());
        } catch (IOException e) {
            throw new UncheckedIOException(image.source().location() + ": " + e.getMessage(), e);
        }
    }

    private static void await(Batch batch) throws IOException {
        try {
            for (Future<?> image : batch.images) {
                image.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw new IOException(io.getMessage(), io.getCause());
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while pictures were decoded", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
