package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Fills batches of rows on worker threads, some batches ahead of whoever reads them. Batches come
 * in order and hold the same bytes whatever the number of threads; at most {@value #BATCHES_AHEAD}
 * batches are in memory.
 */
public final class BatchLoader implements AutoCloseable {

    private static final int BATCHES_AHEAD = 3;

    private final ExecutorService workers;

    /** Fills the row of one item. Called by several threads at once. */
    @FunctionalInterface
    public interface RowFiller {

        /**
         * @param item what a batch names
         * @param row exactly the bytes of one row, in a direct buffer
         */
        void fill(int item, ByteBuffer row) throws IOException;
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

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Batch(int[] items, ByteBuffer rows, List<Future<?>> filled) {}

    /**
     * @param threads worker threads, at least 1
     */
    public BatchLoader(int threads) {
        this.workers =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, "batch");
                            thread.setDaemon(true);
                            return thread;
                        });
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
        Queue<ByteBuffer> free = new ArrayDeque<>();
        Queue<Batch> ahead = new ArrayDeque<>();
        Iterator<int[]> next = batches.iterator();
        try {
            while (next.hasNext() || !ahead.isEmpty()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("Stopped between two batches");
                }
                while (next.hasNext() && ahead.size() < BATCHES_AHEAD) {
                    int[] items = next.next();
                    ahead.add(start(items, rowBytes, filler, buffer(free, items, rowBytes)));
                }
                Batch batch = ahead.remove();
                await(batch);
                reader.read(batch.items, batch.rows.slice(0, batch.items.length * rowBytes));
                free.add(batch.rows);
            }
        } finally {
            // A worker may still write into a buffer that nobody holds any more, which is harmless.
            ahead.forEach(batch -> batch.filled.forEach(row -> row.cancel(false)));
        }
    }

    /** Returns the batches of {@code from} to {@code to - 1}, in order; the last may be smaller. */
    public static List<int[]> consecutive(int from, int to, int batchSize) {
        List<int[]> batches = new ArrayList<>();
        for (int first = from; first < to; first += batchSize) {
            batches.add(IntStream.range(first, Math.min(first + batchSize, to)).toArray());
        }
        return batches;
    }

    private static ByteBuffer buffer(Queue<ByteBuffer> free, int[] items, int rowBytes) {
        int bytes = Math.multiplyExact(items.length, rowBytes);
        ByteBuffer used = free.poll();
        return used != null && used.capacity() >= bytes ? used : ByteBuffer.allocateDirect(bytes);
    }

    private Batch start(int[] items, int rowBytes, RowFiller filler, ByteBuffer rows) {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            int item = items[i];
            ByteBuffer row = rows.slice(i * rowBytes, rowBytes).order(ByteOrder.nativeOrder());
            futures.add(workers.submit(() -> fill(filler, item, row)));
        }
        return new Batch(items, rows, futures);
    }

    private static void fill(RowFiller filler, int item, ByteBuffer row) {
        try {
            filler.fill(item, row);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static void await(Batch batch) throws IOException {
        try {
            for (Future<?> row : batch.filled) {
                row.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped between two batches");
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
