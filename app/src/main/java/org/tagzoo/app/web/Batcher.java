package org.tagzoo.app.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.tagzoo.app.inference.Tagger;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tags;

/**
 * The one thread that uses the network. It takes the images that are there, up to a batch; where
 * there are fewer but more are being decoded, it waits a moment for them. Heat maps wait behind
 * tags, and let a batch go first before each of their passes through the network.
 */
final class Batcher implements AutoCloseable {

    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final JobQueue queue = new JobQueue();
    private final Tagger tagger;
    private final int batchSize;
    private final BooleanSupplier moreComing;
    private final ServerMetrics metrics;
    private final Thread thread;

    /**
     * @param moreComing whether images are being decoded
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

    /** Adds a decoded image; one that comes after the end is told so. */
    void add(Job<?> job) {
        queue.add(job);
    }

    private void run() {
        try {
            for (Job<?> first = queue.take(); first != null; first = queue.take()) {
                if (first instanceof Job.Tagging tagging) {
                    tag(batch(tagging));
                } else if (first instanceof Job.Explaining explaining) {
                    explain(explaining);
                }
            }
        } catch (InterruptedException e) {
            // abandon() was called.
        } finally {
            queue.abandon();
        }
    }

    private List<Job.Tagging> batch(Job.Tagging first) throws InterruptedException {
        List<Job.Tagging> batch = new ArrayList<>();
        long until = System.nanoTime() + LINGER_NANOS;
        try {
            Job.Tagging next = first;
            while (next != null) {
                if (!next.unwanted()) {
                    batch.add(next);
                }
                if (batch.size() == batchSize) {
                    return batch;
                }
                next = queue.pollTagging(0);
                if (next == null && moreComing.getAsBoolean()) {
                    next = queue.pollTagging(until - System.nanoTime());
                }
            }
            return batch;
        } catch (InterruptedException e) {
            batch.forEach(job -> job.fail(RequestException.stopping()));
            throw e;
        }
    }

    private void tag(List<Job.Tagging> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        metrics.batch(batch.size());
        try {
            List<KnownImage> images = batch.stream().map(Job::image).toList();
            List<Tags> tags = tagger.tag(images);
            if (tags.size() != batch.size()) {
                throw new IllegalStateException(
                        "%d images got %d results".formatted(batch.size(), tags.size()));
            }
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).succeed(tags.get(i));
            }
        } catch (InterruptedException e) {
            batch.forEach(job -> job.fail(RequestException.stopping()));
            throw e;
        } catch (Exception | Error e) {
            // The thread must outlive whatever the engine throws, the lack of memory included.
            batch.forEach(job -> job.fail(e));
        }
    }

    private void explain(Job.Explaining job) throws InterruptedException {
        if (job.unwanted()) {
            return;
        }
        try {
            job.succeed(tagger.explain(job.image(), () -> letTagsGoFirst(job)));
        } catch (InterruptedException e) {
            job.fail(RequestException.stopping());
            throw e;
        } catch (Exception | Error e) {
            job.fail(e);
        }
    }

    /**
     * One batch at most, so that heat maps come to an end however many images wait for tags.
     *
     * @throws CancellationException if nobody waits for the heat maps, or the server stops
     */
    private void letTagsGoFirst(Job.Explaining job) {
        if (job.result().isDone()) {
            throw new CancellationException("Nobody waits for this heat map");
        }
        try {
            Job.Tagging waiting = queue.pollTagging(0);
            if (waiting != null) {
                tag(batch(waiting));
            }
        } catch (InterruptedException e) {
            // The loop sees it at its next step.
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw RequestException.stopping();
        }
    }

    /** Returns whether the thread is at its job. */
    boolean alive() {
        return thread.isAlive();
    }

    /** Tells what waits that the server stops, and ends the thread after its batch. */
    void abandon() {
        queue.abandon();
        thread.interrupt();
    }

    /** Abandons what waits and returns when the thread has ended, however long its batch takes. */
    @Override
    public void close() {
        abandon();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
