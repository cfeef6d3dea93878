package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Fills batches of rows on worker threads, some batches ahead of whoever reads them. Batches come
 * in order and hold the same bytes whatever the number of threads; at most {@value #BATCHES_AHEAD}
 * batches are in memory.
 */
public final class BatchLoader implements AutoCloseable {

    private static final int BATCHES_AHEAD = 3;
    private static final long IDLE_MILLIS = 250;

    private final ExecutorService workers;

    /** Fills the row of one item. Called by several threads at once. */
    @FunctionalInterface
    public interface RowFiller {

        /**
         * @param item what a batch names
         * @param row exactly the bytes of one row, in a direct buffer
         */
        void fill(int item, ByteBuffer row) throws IOException;

        /**
         * Returns whether rows are only copied: a batch is then one worker's, as handing out its
         * rows would take longer than they do.
         */
        default boolean isCopy() {
            return false;
        }
    }

    /** Takes a batch. */
    @FunctionalInterface
    public interface BatchReader {

        /**
         * @param items of the batch
         * @param rows {@code [items, rowBytes]} in a direct buffer, written over once this method
         *     has returned
         */
        void read(int[] items, ByteBuffer rows) throws IOException;
    }

    /**
     * @param threads worker threads, at least 1
     */
    public BatchLoader(int threads) {
        this.workers = workers(threads);
    }

    /**
     * Returns daemon threads that end when they have had nothing to do for a while, and begin anew
     * with the next task: whoever stops midway leaves none behind, though nobody shuts them down.
     *
     * @param threads at most so many, at least 1
     */
    public static ExecutorService workers(int threads) {
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_MILLIS,
                        TimeUnit.MILLISECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, "batch");
                            thread.setDaemon(true);
                            return thread;
                        });
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /**
     * Fills and reads all batches, in order.
     *
     * @param batches the items of each
     * @param rowBytes size of a row
     * @throws InterruptedIOException if this thread is interrupted, and stays so: between two
     *     batches, so that nobody is stopped in the middle of one
     * @throws IOException if a row can't be filled, or the reader throws it
     */
    public void read(Iterable<int[]> batches, int rowBytes, RowFiller filler, BatchReader reader)
            throws IOException {
        RowBatches rows =
                new RowBatches(workers, BATCHES_AHEAD - 1, batches.iterator(), rowBytes, filler);
        try {
            while (rows.hasNext()) {
                RowBatches.Batch batch = rows.next();
                reader.read(batch.items(), batch.rows());
            }
        } finally {
            rows.cancel();
        }
    }

    /** Returns the batches of some items, in order; the last may be smaller. */
    public static List<int[]> batches(int[] items, int batchSize) {
        List<int[]> batches = new ArrayList<>();
        for (int first = 0; first < items.length; first += batchSize) {
            int end = Math.min(first + batchSize, items.length);
            batches.add(Arrays.copyOfRange(items, first, end));
        }
        return batches;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
