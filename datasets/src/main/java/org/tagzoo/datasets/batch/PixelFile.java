package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.CacheFolder;
import org.tagzoo.datasets.image.EvaluationTransform;

/** The images of a corpus at one size, decoded once and kept in a file for the epochs to come. */
public final class PixelFile {

    private static final int BATCH = 64;

    private PixelFile() {}

    /** Returns the folder in which everything of TagZoo keeps pixels, unless told otherwise. */
    public static Path standardFolder() {
        return CacheFolder.standard().resolve("pixels");
    }

    /**
     * Returns the pixels of all images, {@code [size, size, 3]} bytes a row, in the order of the
     * corpus. They are decoded unless the folder has them; the file's name holds the corpus's hash.
     *
     * @param folder of such files
     * @param threads how many images are decoded at once, at least 1
     * @param progress is told how many images are done since it was last told
     * @throws IOException if an image can't be decoded any more, or the file can't be written, also
     *     because another process is writing it
     */
    public static RowFile of(
            ScannedCorpus scanned,
            EvaluationTransform transform,
            Path folder,
            int threads,
            IntConsumer progress)
            throws IOException {
        List<TaggedImage> images = scanned.corpus().images();
        String differences = transform.differences();
        Path file =
                folder.resolve(
                        "pixels-%d%s-%s.rows"
                                .formatted(
                                        transform.width(),
                                        differences.isEmpty()
                                                ? ""
                                                : "-" + differences.replace(' ', '-'),
                                        scanned.hash().substring(0, 32)));
        ImageRows rows = new ImageRows(images, transform);
        Optional<RowFile> cached = RowFile.open(file, images.size(), rows.rowBytes());
        if (cached.isPresent()) {
            progress.accept(images.size());
            return cached.get();
        }
        try (RowFileWriter writer =
                        RowFileWriter.open(file, images.size(), rows.rowBytes(), BATCH);
                BatchLoader loader = new BatchLoader(threads)) {
            progress.accept(writer.done());
            long[] last = {System.nanoTime()};
            loader.read(
                    BatchLoader.consecutive(writer.done(), images.size(), BATCH),
                    rows.rowBytes(),
                    rows,
                    (items, bytes) -> {
                        long now = System.nanoTime();
                        writer.append(bytes, now - last[0]);
                        last[0] = now;
                        progress.accept(items.length);
                    });
            return writer.finish();
        }
    }
}
