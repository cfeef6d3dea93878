package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.PictureRows;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.batch.RowFileWriter;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.statistics.ChannelStatistics;
import org.tagzoo.zoo.network.Normalization;

/** The pictures of a corpus at one size, decoded once and kept for the epochs to come. */
final class Pixels {

    private static final int BATCH = 64;

    private Pixels() {}

    /**
     * Returns the pixels of all pictures, {@code [size, size, 3]} bytes a row, in the order of the
     * corpus.
     *
     * @param folder of the cache
     * @param progress is told how many pictures are done since it was last told
     */
    static RowFile of(
            ScannedCorpus scanned,
            int size,
            Decoding decoding,
            Path folder,
            int threads,
            IntConsumer progress)
            throws IOException {
        List<TaggedImage> images = scanned.corpus().images();
        Path file =
                folder.resolve(
                        "pixels-%d%s-%s.rows"
                                .formatted(
                                        size,
                                        decoding == Decoding.WHOLE ? "" : "-" + decoding.label(),
                                        scanned.hash().substring(0, 32)));
        int rowBytes = 3 * size * size;
        Optional<RowFile> cached = RowFile.open(file, images.size(), rowBytes);
        if (cached.isPresent()) {
            progress.accept(images.size());
            return cached.get();
        }
        PictureRows pictures = new PictureRows(images, size, decoding);
        try (RowFileWriter writer = RowFileWriter.open(file, images.size(), rowBytes, BATCH);
                BatchLoader loader = new BatchLoader(threads)) {
            progress.accept(writer.done());
            long[] last = {System.nanoTime()};
            loader.read(
                    BatchLoader.consecutive(writer.done(), images.size(), BATCH),
                    rowBytes,
                    pictures,
                    (items, rows) -> {
                        long now = System.nanoTime();
                        writer.append(rows, now - last[0]);
                        last[0] = now;
                        progress.accept(items.length);
                    });
            return writer.finish();
        }
    }

    /** Returns mean and deviation of the channels over some pictures. */
    static Normalization normalization(RowFile pixels, int size, int[] rows) {
        ChannelStatistics statistics = new ChannelStatistics();
        for (int row : rows) {
            byte[] bytes = new byte[pixels.rowBytes()];
            pixels.row(row).get(bytes);
            statistics.add(new RgbImage(size, size, bytes));
        }
        return new Normalization(channels(statistics.mean()), channels(statistics.std()));
    }

    private static List<Double> channels(double[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }
}
