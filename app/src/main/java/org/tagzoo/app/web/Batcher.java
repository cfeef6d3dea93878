package org.tagzoo.app.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.export.Tags;

/**
 * The one thread that uses the network. It takes the pictures that are there, up to a batch; where
 * there are fewer but more are being decoded, it waits a moment for them. The queue holds no more
 * than {@link Intake} lets in.
 */
final class Batcher implements AutoCloseable {

    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final BlockingDeque<Work<?>> queue = new LinkedBlockingDeque<>();
    private final Tagger tagger;
    private final int batchSize;
    private final BooleanSupplier moreComing;
    private final ServerMetrics metrics;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param moreComing whether pictures are being decoded
     */
    Batcher(Tagger tagger, int batchSize, BooleanSupplier moreComing, ServerMetrics metrics) {
        this.tagger = tagger;
        this.batchSize = batchSize;
        this.moreComing = moreComing;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "tagzoo-network");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Adds a decoded picture. */
    void add(Work<?> work) {
        queue.add(work);
    }

    private void run() {
        try {
            while (true) {
                Work<?> first = closed ? queue.poll() : queue.poll(100, TimeUnit.MILLISECONDS);
                if (first instanceof Work.Tagging tagging) {
                    tag(batch(tagging));
                } else if (first instanceof Work.Explaining explaining) {
                    explain(explaining);
                } else if (closed) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // close() waited as long as it may; what is left is told so.
            Work<?> work;
            while ((work = queue.poll()) != null) {
                work.fail(new RequestException(503, Trouble.BUSY, "The server is stopping"));
            }
        }
    }

    private List<Work.Tagging> batch(Work.Tagging first) throws InterruptedException {
        List<Work.Tagging> batch = new ArrayList<>();
        if (!first.unwanted()) {
            batch.add(first);
        }
        long until = System.nanoTime() + LINGER_NANOS;
        while (batch.size() < batchSize) {
            Work<?> next = queue.poll();
            if (next == null && moreComing.getAsBoolean()) {
                next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            if (next instanceof Work.Tagging tagging) {
                if (!tagging.unwanted()) {
                    batch.add(tagging);
                }
            } else {
                if (next != null) {
                    queue.addFirst(next);
                }
                return batch;
            }
        }
        return batch;
    }

    private void tag(List<Work.Tagging> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        metrics.batch(batch.size());
        try {
            List<RgbImage> pictures = batch.stream().map(Work::picture).toList();
            List<Tags> tags = tagger.tag(pictures);
            if (tags.size() != batch.size()) {
                throw new IllegalStateException(
                        "%d pictures got %d results".formatted(batch.size(), tags.size()));
            }
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).succeed(tags.get(i));
            }
        } catch (InterruptedException e) {
            batch.forEach(work -> work.fail(e));
            throw e;
        } catch (Exception | Error e) {
            // The thread must outlive whatever the engine throws, the lack of memory included.
            batch.forEach(work -> work.fail(e));
        }
    }

    private void explain(Work.Explaining work) throws InterruptedException {
        if (work.unwanted()) {
            return;
        }
        try {
            work.succeed(tagger.explain(work.picture()));
        } catch (InterruptedException e) {
            work.fail(e);
            throw e;
        } catch (Exception | Error e) {
            work.fail(e);
        }
    }

    /** Returns whether the thread is at its work. */
    boolean alive() {
        return thread.isAlive();
    }

    /**
     * Finishes what is in the queue, then ends the thread, which never lasts beyond a few seconds.
     */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
