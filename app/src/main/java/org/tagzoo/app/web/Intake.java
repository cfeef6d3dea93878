package org.tagzoo.app.web;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way of pictures through the server. No more than a fixed number are on it, whichever step
 * they are at: decoding, on a few threads, waiting, or in the network.
 */
final class Intake implements AutoCloseable {

    /** Memory that decoding takes at its worst: a picture in the heap, and turned upright. */
    private static final int HEAP_BYTES_PER_PIXEL = 6;

    private final Semaphore places;
    private final int size;
    private final PictureReader reader;
    private final ExecutorService decoders;
    private final AtomicInteger decoding = new AtomicInteger();
    private final Batcher batcher;

    Intake(Tagger tagger, ServerOptions options, ServerMetrics metrics) {
        size = options.queue();
        places = new Semaphore(size);
        reader = new PictureReader(options.maxPixels(), tagger.transform());
        decoders =
                Executors.newFixedThreadPool(
                        decoderThreads(options.maxPixels()),
                        task -> {
                            Thread thread = new Thread(task, "tagzoo-decoder");
                            thread.setDaemon(true);
                            return thread;
                        });
        batcher = new Batcher(tagger, options.batchSize(), () -> decoding.get() > 0, metrics);
    }

    /** As many as there are cores, fewer where half the heap can't hold that many pictures. */
    private static int decoderThreads(long maxPixels) {
        Runtime machine = Runtime.getRuntime();
        long held = machine.maxMemory() / 2 / (maxPixels * HEAP_BYTES_PER_PIXEL);
        return (int) Math.max(1, Math.min(machine.availableProcessors(), held));
    }

    /**
     * Takes in pictures, all or none.
     *
     * @throws RequestException if there is no room for all of them
     */
    void accept(List<? extends Work<?>> works) {
        if (!places.tryAcquire(works.size())) {
            throw new RequestException(
                    503,
                    Trouble.BUSY,
                    "The server is busy with %d pictures; try again soon".formatted(underWay()));
        }
        for (Work<?> work : works) {
            work.onLeft(places::release);
            decoding.incrementAndGet();
            decoders.execute(() -> decode(work));
        }
    }

    private void decode(Work<?> work) {
        try {
            if (!work.unwanted()) {
                work.decoded(reader.read(work.content()));
                batcher.add(work);
            }
        } catch (RuntimeException | Error e) {
            work.fail(e);
        } finally {
            decoding.decrementAndGet();
        }
    }

    /** Returns how many pictures are on their way. */
    int underWay() {
        return size - places.availablePermits();
    }

    /** Returns whether the network's thread is at its work. */
    boolean alive() {
        return batcher.alive();
    }

    /** Finishes what is on its way, within a few seconds. */
    @Override
    public void close() {
        decoders.shutdown();
        try {
            if (!decoders.awaitTermination(5, TimeUnit.SECONDS)) {
                decoders.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        batcher.close();
    }

    /** Does something as soon as the server holds nothing of some pictures any more. */
    static void whenAllLeft(List<? extends Work<?>> works, Runnable action) {
        if (works.isEmpty()) {
            action.run();
        }
        AtomicInteger there = new AtomicInteger(works.size());
        for (Work<?> work : works) {
            work.onLeft(
                    () -> {
                        if (there.decrementAndGet() == 0) {
                            action.run();
                        }
                    });
        }
    }
}
