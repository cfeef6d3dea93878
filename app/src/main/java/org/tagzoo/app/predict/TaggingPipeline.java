package org.tagzoo.app.predict;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.commons.io.function.IOConsumer;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.tagzoo.app.report.OneLine;
import org.tagzoo.datasets.file.IoReason;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tags;

/**
 * Tags images in the order in which they come. Worker threads decode some images ahead, the calling
 * thread tags them in batches and hands on what came of each. An image that can't be decoded takes
 * its place in a batch, so that batches hold the same images on every run, whatever the number of
 * threads. In memory are two batches at most, at the network's size, and the images that the
 * threads decode.
 *
 * <p>{@code datasets.batch.BatchLoader} waits for whole batches and gives up at an image that can't
 * be decoded, as a training must; here paths may come one by one, and each gets its answer.
 *
 * @param reader makes of an image's file what the network takes
 * @param tagger gives the tags of each of one or more such images, in order
 * @param batchSize images at a time, at least 1
 * @param threads that decode, at least 1
 * @param patienceMillis how long the next image is waited for before a batch that is not full is
 *     tagged; 0 for ever, so that only the last one is not full
 */
public record TaggingPipeline(
        Reader reader,
        Function<List<KnownImage>, List<Tags>> tagger,
        int batchSize,
        int threads,
        long patienceMillis) {

    private static final Future<Decoded> END = CompletableFuture.completedFuture(null);

    /** Makes of an image's file what a network takes. */
    @FunctionalInterface
    public interface Reader {
        /**
         * @param name of the image
         * @param content of its file
         * @throws IOException if it is no image, or what is known of it can't be used; one line
         */
        KnownImage read(String name, byte[] content) throws IOException;
    }

    /**
     * What came of one image: tags, or the reason why there are none.
     *
     * @param image its name
     * @param tags every label; null if it failed
     * @param error one line; null if it did not fail
     */
    public record PredictedImage(String image, Tags tags, String error) {

        /** Returns whether there are no tags. */
        public boolean failed() {
            return error != null;
        }
    }

    /** What the network takes of an image, or the reason why there is nothing. */
    private record Decoded(String name, KnownImage seen, String error) {}

    /**
     * Tags all images.
     *
     * @param images read on a thread of their own
     * @param sink called in this thread
     * @throws IOException if the sink throws it
     */
    public void run(Iterator<NamedImage> images, IOConsumer<PredictedImage> sink)
            throws IOException {
        ExecutorService workers = daemons("decode", threads);
        ExecutorService reader = daemons("images", 1);
        BlockingQueue<Future<Decoded>> ahead = new ArrayBlockingQueue<>(batchSize + threads);
        try {
            Future<RuntimeException> failure = reader.submit(() -> read(images, workers, ahead));
            List<Decoded> batch = new ArrayList<>();
            while (fill(batch, ahead)) {
                hand(batch, sink);
            }
            hand(batch, sink);
            RuntimeException thrown = await(failure);
            if (thrown != null) {
                throw thrown;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Tagging was interrupted");
        } finally {
            reader.shutdownNow();
            workers.shutdownNow();
        }
    }

    /**
     * Ends with {@link #END}, whatever happens, unless nobody waits for it any more.
     *
     * @return what the images threw; null if nothing
     */
    private RuntimeException read(
            Iterator<NamedImage> images,
            ExecutorService workers,
            BlockingQueue<Future<Decoded>> ahead)
            throws InterruptedException {
        RuntimeException failure = null;
        try {
            while (images.hasNext()) {
                NamedImage image = images.next();
                ahead.put(workers.submit(() -> decode(image)));
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            ahead.put(END);
        }
        return failure;
    }

    /** Fills a batch; returns false if it was the last. */
    private boolean fill(List<Decoded> batch, BlockingQueue<Future<Decoded>> ahead)
            throws InterruptedException {
        batch.clear();
        Future<Decoded> next = ahead.take();
        while (next != null && next != END) {
            batch.add(await(next));
            if (batch.size() == batchSize) {
                return true;
            }
            next =
                    patienceMillis == 0
                            ? ahead.take()
                            : ahead.poll(patienceMillis, TimeUnit.MILLISECONDS);
        }
        return next != END;
    }

    private void hand(List<Decoded> batch, IOConsumer<PredictedImage> sink) throws IOException {
        List<KnownImage> seen =
                batch.stream().filter(image -> image.error == null).map(Decoded::seen).toList();
        Iterator<Tags> tags =
                seen.isEmpty() ? List.<Tags>of().iterator() : tagger.apply(seen).iterator();
        for (Decoded image : batch) {
            boolean failed = image.error != null;
            sink.accept(new PredictedImage(image.name, failed ? null : tags.next(), image.error));
        }
    }

    private Decoded decode(NamedImage image) {
        try {
            KnownImage seen = reader.read(image.name(), image.content().get());
            return new Decoded(image.name(), seen, null);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // One image of a million, however strange, must not end the work on the others.
            return new Decoded(image.name(), null, reason(e));
        }
    }

    private static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static ExecutorService daemons(String name, int threads) {
        return Executors.newFixedThreadPool(
                threads, new BasicThreadFactory.Builder().daemon(true).namingPattern(name).build());
    }

    /** Why an image could not be read, in one line. */
    private static String reason(Throwable error) {
        String message = error.getMessage() == null ? "" : ": " + error.getMessage();
        String words =
                error instanceof IOException e
                        ? IoReason.of(e)
                        : error instanceof OutOfMemoryError
                                ? "the memory ran out; decode fewer images at once with --threads"
                                : error.getClass().getSimpleName() + message;
        return OneLine.of(words).strip();
    }
}
