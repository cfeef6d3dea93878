package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.datasets.corpus.TaggedImage;

/** Decodes pictures on worker threads, some batches ahead of whoever reads them. */
public final class PixelLoader implements AutoCloseable {

    private final int imageSize;
    private final BatchLoader loader;

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

    /**
     * @param imageSize side of the pictures in pixels
     * @param threads worker threads, at least 1
     */
    public PixelLoader(int imageSize, int threads) {
        this.imageSize = imageSize;
        this.loader = new BatchLoader(threads);
    }

    /**
     * Reads all pictures in order.
     *
     * @throws IOException if a picture can't be decoded, or the reader throws it
     */
    public void read(List<TaggedImage> images, int batchSize, BatchReader reader)
            throws IOException {
        List<int[]> batches = new ArrayList<>();
        for (int first = 0; first < images.size(); first += batchSize) {
            batches.add(
                    IntStream.range(first, Math.min(first + batchSize, images.size())).toArray());
        }
        loader.read(
                batches,
                Math.multiplyExact(3, Math.multiplyExact(imageSize, imageSize)),
                (item, row) -> draw(images.get(item), row),
                (items, pixels) -> reader.read(items[0], items.length, pixels));
    }

    private void draw(TaggedImage image, ByteBuffer row) throws IOException {
        try {
            row.put(image.source().draw(imageSize).pixels());
        } catch (IOException e) {
            throw new IOException(image.source().location() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        loader.close();
    }
}
