package org.tagzoo.app.web;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.tagzoo.app.inference.Tagger;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageHeader;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;

/**
 * The way of images through the server. No more than a fixed number are on it, whichever step they
 * are at: decoding, on a few threads, waiting, or in the network; of them no more than a part wait
 * for heat maps, so that there is always room for those that want tags.
 */
final class Admission implements AutoCloseable {

    /** Memory that decoding takes at its worst: an image in the heap, and turned upright. */
    private static final int HEAP_BYTES_PER_PIXEL = 6;

    private final Semaphore places;
    private final Semaphore heatPlaces;
    private final int heatSize;
    private final int size;
    private final long maxPixels;
    private final ExportDescription network;
    private final ExecutorService decoders;
    private final AtomicInteger decoding = new AtomicInteger();
    private final Batcher batcher;
    private volatile boolean stopping;

    Admission(Tagger tagger, ServerOptions options, ServerMetrics metrics) {
        size = options.queue;
        places = new Semaphore(size);
        heatSize = options.heatQueue();
        heatPlaces = new Semaphore(heatSize);
        maxPixels = options.maxPixels;
        network = tagger.description();
        BasicThreadFactory threads =
                new BasicThreadFactory.Builder()
                        .daemon(true)
                        .namingPattern("tagzoo-decoder")
                        .build();
        decoders = Executors.newFixedThreadPool(decoderThreads(options), threads);
        batcher = new Batcher(tagger, options.batchSize, () -> decoding.get() > 0, metrics);
    }

    /**
     * As many as there are cores, fewer where half the heap can't hold that many images, each with
     * a copy of its file, which the decoder needs where a form holds several.
     */
    private static int decoderThreads(ServerOptions options) {
        Runtime machine = Runtime.getRuntime();
        long image = options.maxPixels * HEAP_BYTES_PER_PIXEL + options.maxBytes;
        long held = machine.maxMemory() / 2 / image;
        return (int) Math.max(1, Math.min(machine.availableProcessors(), held));
    }

    /**
     * Takes in images, all or none.
     *
     * @throws RequestException if there is no room for all of them
     */
    void accept(List<? extends Job<?>> jobs) {
        int heat = (int) jobs.stream().filter(Job.Explaining.class::isInstance).count();
        if (!heatPlaces.tryAcquire(heat)) {
            throw busy(heatSize - heatPlaces.availablePermits() + " heat maps");
        }
        if (!places.tryAcquire(jobs.size())) {
            heatPlaces.release(heat);
            throw busy(underWay() + " images");
        }
        for (Job<?> job : jobs) {
            job.onLeft(places::release);
            if (job instanceof Job.Explaining) {
                job.onLeft(heatPlaces::release);
            }
            decoding.incrementAndGet();
            try {
                decoders.execute(() -> decode(job));
            } catch (RejectedExecutionException e) {
                decoding.decrementAndGet();
                job.fail(RequestException.stopping());
            }
        }
    }

    private static RequestException busy(String what) {
        return new RequestException(
                ErrorKind.BUSY, "The server is busy with %s; try again soon", what);
    }

    private void decode(Job<?> job) {
        try {
            if (stopping) {
                job.fail(RequestException.stopping());
            } else if (!job.unwanted()) {
                job.decoded(read(job.content(), job.fields()));
                batcher.add(job);
            }
        } catch (RuntimeException | Error e) {
            job.fail(e);
        } finally {
            decoding.decrementAndGet();
        }
    }

    /** Decodes and resizes an image as TagZoo does everywhere. */
    private KnownImage read(byte[] content, Map<String, String> fields) {
        try {
            ImageHeader header = ImageHeader.read(content);
            if ((long) header.width() * header.height() > maxPixels) {
                throw new RequestException(
                        ErrorKind.TOO_LARGE,
                        "The image has %,d x %,d pixels; this server reads at most %,d in all"
                                + " (--max-pixels)",
                        header.width(),
                        header.height(),
                        maxPixels);
            }
            return network.known(content, fields);
        } catch (ImageException e) {
            throw new RequestException(
                    ErrorKind.UNREADABLE, "No image that can be read: %s", e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new RequestException(ErrorKind.MALFORMED, "%s", e.getMessage());
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
}
