package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.tagzoo.datasets.batch.RowCache;

/**
 * Fills a cache with embeddings that no network computed, so that what comes before and after them
 * can be measured on more images than a network gets through in a day.
 *
 * <p>Arguments: the cache's folder of embeddings, the beginning of their files' names, bytes of an
 * embedding, and a file with the SHA-256 of an image in each line. Numbers are drawn by these, so
 * that an image always gets the same.
 */
public final class FakeEmbeddings {

    private static final int AT_A_TIME = 256;

    private FakeEmbeddings() {}

    public static void main(String[] args) throws IOException {
        int rowBytes = Integer.parseInt(args[2]);
        List<String> keys = Files.readAllLines(Path.of(args[3]));
        new RowCache(Path.of(args[0]), args[1], rowBytes, "take fewer images", System.err::println)
                .rows(
                        keys,
                        done -> {},
                        (missing, sink) -> {
                            for (int from = 0; from < missing.length; from += AT_A_TIME) {
                                int count = Math.min(AT_A_TIME, missing.length - from);
                                int[] items = new int[count];
                                System.arraycopy(missing, from, items, 0, count);
                                sink.put(items, draw(keys, items, rowBytes), 0);
                            }
                        });
    }

    private static ByteBuffer draw(List<String> keys, int[] items, int rowBytes) {
        ByteBuffer rows = ByteBuffer.allocate(items.length * rowBytes);
        rows.order(ByteOrder.LITTLE_ENDIAN);
        for (int item : items) {
            long seed = Long.parseUnsignedLong(keys.get(item).substring(0, 16), 16);
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < rowBytes / Float.BYTES; i++) {
                rows.putFloat((float) random.nextDouble());
            }
        }
        return rows.rewind();
    }
}
