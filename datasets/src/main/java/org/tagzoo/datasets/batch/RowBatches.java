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
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Batches of rows that workers fill, some batches ahead of the one thread that takes them. They
 * come in order and hold the same bytes whatever the number of workers. Nothing is filled before
 * the first is asked for.
 */
public final class RowBatches {

    private final ExecutorService workers;
    private final int ahead;
    private final Iterator<int[]> next;
    private final int rowBytes;
    private final BatchLoader.RowFiller filler;
    private final Queue<ByteBuffer> free = new ArrayDeque<>();
    private final Queue<Filling> filling = new ArrayDeque<>();
    private ByteBuffer taken;

    /**
     * @param items of the batch
     * @param rows {@code [items, rowBytes]} in a direct buffer, written over once the next batch is
     *     asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Batch(int[] items, ByteBuffer rows) {}

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Filling(int[] items, ByteBuffer rows, List<Future<?>> tasks) {}

    /**
     * @param workers who fill rows; not shut down
     * @param ahead batches that are filled while one is used, at least 0; so many and one are in
     *     memory
     * @param batches the items of each
     * @param rowBytes size of a row
     */
    public RowBatches(
            ExecutorService workers,
            int ahead,
            Iterator<int[]> batches,
            int rowBytes,
            BatchLoader.RowFiller filler) {
        this.workers = workers;
        this.ahead = ahead;
        this.next = batches;
        this.rowBytes = rowBytes;
        this.filler = filler;
    }

    public boolean hasNext() {
        return next.hasNext() || !filling.isEmpty();
    }

    /**
     * Returns the next batch once it is filled.
     *
     * @throws NoSuchElementException if there is none
     * @throws InterruptedIOException if this thread is interrupted, and stays so
     * @throws IOException if a row can't be filled
     */
    public Batch next() throws IOException {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more batches");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("Stopped between two batches");
        }
        if (taken != null) {
            free.add(taken);
            taken = null;
        }
        while (next.hasNext() && filling.size() <= ahead) {
            filling.add(start(next.next()));
        }
        Filling batch = filling.remove();
        await(batch);
        taken = batch.rows;
        return new Batch(batch.items, batch.rows.slice(0, batch.items.length * rowBytes));
    }

    /** Gives up what is filled ahead; no more batches must be asked for. */
    public void cancel() {
        // A worker may still write into a buffer that nobody holds any more, which is harmless.
        filling.forEach(batch -> batch.tasks.forEach(row -> row.cancel(false)));
    }

    private Filling start(int[] items) {
        ByteBuffer rows = buffer(items.length);
        List<Future<?>> tasks = new ArrayList<>();
        int atOnce = filler.isCopy() ? items.length : 1;
        for (int i = 0; i < items.length; i += atOnce) {
            int first = i;
            tasks.add(workers.submit(() -> fill(items, first, atOnce, rows)));
        }
        return new Filling(items, rows, tasks);
    }

    private ByteBuffer buffer(int items) {
        int bytes = Math.multiplyExact(items, rowBytes);
        ByteBuffer used = free.poll();
        return used != null && used.capacity() >= bytes ? used : ByteBuffer.allocateDirect(bytes);
    }

    private void fill(int[] items, int first, int count, ByteBuffer rows) {
        try {
            for (int i = first; i < first + count; i++) {
                ByteBuffer row = rows.slice(i * rowBytes, rowBytes).order(ByteOrder.nativeOrder());
                filler.fill(items[i], row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static void await(Filling batch) throws IOException {
        try {
            for (Future<?> row : batch.tasks) {
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
}
