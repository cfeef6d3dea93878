package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.file.CacheFolder;

/** Images at one size, decoded once and kept for the epochs to come, whatever their corpus. */
public final class PixelCache {

    private static final int BATCH = 64;

    private PixelCache() {}

    /** Returns the folder in which everything of TagZoo keeps pixels, unless told otherwise. */
    public static Path standardFolder() {
        return CacheFolder.standard().resolve("pixels");
    }

    /**
     * Returns the pixels of images, {@code [size, size, 3]} bytes a row, in their order. Those are
     * decoded that the folder lacks.
     *
     * @param contents SHA-256 of each image's file
     * @param folder of pixels
     * @param threads how many images are decoded at once, at least 1
     * @param progress is told how many images are done since it was last told
     * @param log is told, in one line, that another process decodes them and this one waits
     * @throws IOException if an image can't be decoded any more, or pixels can't be written
     */
    public static CachedRows of(
            ImageRows images,
            List<String> contents,
            Path folder,
            int threads,
            IntConsumer progress,
            Consumer<String> log)
            throws IOException {
        RowCache cache =
                new RowCache(
                        folder,
                        "pixels-" + images.label(),
                        images.rowBytes(),
                        "use smaller images",
                        log);
        return cache.rows(
                contents,
                progress,
                (missing, sink) -> {
                    try (BatchLoader loader = new BatchLoader(threads)) {
                        long[] last = {System.nanoTime()};
                        loader.read(
                                BatchLoader.batches(missing, BATCH),
                                images.rowBytes(),
                                images,
                                (items, rows) -> {
                                    long now = System.nanoTime();
                                    sink.put(items, rows, now - last[0]);
                                    last[0] = now;
                                });
                    }
                });
    }
}
