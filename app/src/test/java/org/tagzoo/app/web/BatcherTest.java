package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tagzoo.app.inference.Tagger;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tags;

/** The end of the thread that uses the network. */
class BatcherTest {

    private static final byte[] RED = TestImages.plain(Color.RED, 8, 8, "png");

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** An engine in the middle of a batch: no interruption ends it. */
    private final class Engine implements Tagger {

        private final ColourTagger colours = new ColourTagger();

        @Override
        public ExportDescription description() {
            return colours.description();
        }

        @Override
        public List<Tags> tag(List<KnownImage> images) {
            begun.countDown();
            boolean interrupted = false;
            while (open.getCount() > 0) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return images.stream().map(KnownImage::image).map(ColourTagger::tags).toList();
        }

        @Override
        public Explanation explain(KnownImage image, Runnable between) throws InterruptedException {
            return colours.explain(image, between);
        }
    }

    private static Job.Tagging decoded() {
        Job.Tagging job = new Job.Tagging(ByteBuffer.wrap(RED), Map.of());
        job.decoded(new KnownImage(new RgbImage(32, 32, new byte[32 * 32 * 3]), Map.of()));
        return job;
    }

    private static void requireStopping(Job<?> job) {
        ExecutionException error =
                assertThrows(ExecutionException.class, () -> job.result().get(5, TimeUnit.SECONDS));
        assertEquals(503, assertInstanceOf(RequestException.class, error.getCause()).status());
    }

    @Test
    void closingWaitsForTheBatchAndFailsWhatWaits() throws Exception {
        Batcher batcher = new Batcher(new Engine(), 1, () -> false, new ServerMetrics());
        Job.Tagging first = decoded();
        Job.Tagging second = decoded();
        Job.Explaining third = new Job.Explaining(ByteBuffer.wrap(RED), Map.of());
        batcher.add(first);
        begun.await();
        batcher.add(second);
        batcher.add(third);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(batcher::close);
        requireStopping(second);
        requireStopping(third);
        Thread.sleep(200);
        assertFalse(closed.isDone(), "closed with a batch in the network");
        assertTrue(batcher.alive());
        open.countDown();
        closed.get(5, TimeUnit.SECONDS);
        assertFalse(batcher.alive());
        assertEquals(3, first.result().get().all().size());
        Job.Tagging late = decoded();
        batcher.add(late);
        requireStopping(late);
    }

    @Test
    void aBatchThatIsInterruptedIsToldSo() throws Exception {
        ColourTagger gated = new ColourTagger().gated();
        Batcher batcher = new Batcher(gated, 2, () -> false, new ServerMetrics());
        Job.Tagging job = decoded();
        batcher.add(job);
        BusyServerTest.await(() -> !gated.batches().isEmpty(), "a batch");
        batcher.close();
        requireStopping(job);
    }

    /** While it waits for more, because an image is being decoded that never comes. */
    @Test
    void aBatchThatIsGatheredIsToldSo() throws Exception {
        for (int i = 0; i < 50; i++) {
            CountDownLatch asked = new CountDownLatch(1);
            Batcher batcher =
                    new Batcher(
                            new ColourTagger(),
                            8,
                            () -> {
                                asked.countDown();
                                return true;
                            },
                            new ServerMetrics());
            Job.Tagging job = decoded();
            batcher.add(job);
            asked.await();
            batcher.close();
            assertTrue(job.result().isDone());
        }
    }
}
