package org.tagzoo.app.web;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.tagzoo.app.inference.Tagger;

/**
 * The way of images through the server. No more than a fixed number are on it, whichever step they
 * are at: decoding, on a few threads, waiting, or in the network; of them no more than a part wait
 * for heat maps, so that there is always room for those that want tags.
 */
final class Intake implements AutoCloseable {

    /** Memory that decoding takes at its worst: an image in the heap, and turned upright. */
    private static final int HEAP_BYTES_PER_PIXEL = 6;

    private final Semaphore places;
    private final Semaphore heatPlaces;
    private final int heatSize;
    private final int size;
    private final ImageReader reader;
    private final ExecutorService decoders;
    private final AtomicInteger decoding = new AtomicInteger();
    private final Batcher batcher;
    private volatile boolean stopping;

    Intake(Tagger tagger, ServerOptions options, ServerMetrics metrics) {
        size = options.queue();
        places = new Semaphore(size);
        heatSize = options.heatQueue();
        heatPlaces = new Semaphore(heatSize);
        reader = new ImageReader(options.maxPixels(), tagger.transform());
        decoders =
                Executors.newFixedThreadPool(
                        decoderThreads(options),
                        task -> {
                            Thread thread = new Thread(task, "tagzoo-decoder");
                            thread.setDaemon(true);
                            return thread;
                        });
        batcher = new Batcher(tagger, options.batchSize(), () -> decoding.get() > 0, metrics);
    }

    /**
     * As many as there are cores, fewer where half the heap can't hold that many images, each with
     * a copy of its file, which the decoder needs where a form holds several.
     */
    private static int decoderThreads(ServerOptions options) {
        Runtime machine = Runtime.getRuntime();
        long image = options.maxPixels() * HEAP_BYTES_PER_PIXEL + options.maxBytes();
        long held = machine.maxMemory() / 2 / image;
        return (int) Math.max(1, Math.min(machine.availableProcessors(), held));
    }

    /**
     * Takes in images, all or none.
     *
     * @throws RequestException if there is no room for all of them
     */
    void accept(List<? extends Work<?>> works) {
        int heat = (int) works.stream().filter(Work.Explaining.class::isInstance).count();
        if (!heatPlaces.tryAcquire(heat)) {
            throw busy("%d heat maps".formatted(heatSize - heatPlaces.availablePermits()));
        }
        if (!places.tryAcquire(works.size())) {
            heatPlaces.release(heat);
            throw busy("%d images".formatted(underWay()));
        }
        for (Work<?> work : works) {
            work.onLeft(places::release);
            if (work instanceof Work.Explaining) {
                work.onLeft(heatPlaces::release);
            }
            decoding.incrementAndGet();
            try {
                decoders.execute(() -> decode(work));
            } catch (RejectedExecutionException e) {
                decoding.decrementAndGet();
                work.fail(RequestException.stopping());
            }
        }
    }

    private static RequestException busy(String what) {
        return new RequestException(
                503, Trouble.BUSY, "The server is busy with %s; try again soon".formatted(what));
    }

    private void decode(Work<?> work) {
        try {
            if (stopping) {
                work.fail(RequestException.stopping());
            } else if (!work.unwanted()) {
                work.decoded(reader.read(work.content()));
                batcher.add(work);
            }
        } catch (RuntimeException | Error e) {
            work.fail(e);
        } finally {
            decoding.decrementAndGet();
        }
    }

    /** Returns how many images are on their way. */
    int underWay() {
        return size - places.availablePermits();
    }

    /** Returns whether the network's thread is at its work. */
    boolean alive() {
        return batcher.alive();
    }

    /** Tells all images that are not in the network, and all that come, that the server stops. */
    void abandon() {
        stopping = true;
        batcher.abandon();
    }

    /** Abandons what is on its way, and waits for the network: nobody uses it when this returns. */
    @Override
    public void close() {
        abandon();
        decoders.shutdown();
        batcher.close();
    }

    /** Does something as soon as the bytes of some images are needed no more. */
    static void whenAllRead(List<? extends Work<?>> works, Runnable action) {
        AtomicInteger unread = new AtomicInteger(works.size());
        for (Work<?> work : works) {
            work.onRead(
                    () -> {
                        if (unread.decrementAndGet() == 0) {
                            action.run();
                        }
                    });
        }
    }
}
