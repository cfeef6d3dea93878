package org.tagzoo.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tagzoo.app.predict.TaggingPipeline.PredictedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;

@Timeout(60)
class TaggingPipelineTest {

    private static final EvaluationTransform TRANSFORM = EvaluationTransform.square(2);

    private final List<Integer> batches = new ArrayList<>();

    /** An image of one colour that is its number. */
    private static byte[] png(int number) throws IOException {
        BufferedImage image = new BufferedImage(1 + number % 7, 3, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < image.getWidth() * 3; i++) {
            image.setRGB(i % image.getWidth(), i / image.getWidth(), number);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static NamedImage good(int number) {
        return new NamedImage("image " + number, () -> png(number));
    }

    /** Gives the colour back as the label. */
    private List<Tags> tag(List<KnownImage> images) {
        batches.add(images.size());
        return images.stream().map(KnownImage::image).map(TaggingPipelineTest::tag).toList();
    }

    private static Tags tag(RgbImage image) {
        byte[] pixels = image.pixels();
        int number = (pixels[0] & 0xff) << 16 | (pixels[1] & 0xff) << 8 | (pixels[2] & 0xff);
        return new Tags(List.of(new Tag("image " + number, 0.5, 0.5, true)));
    }

    private TaggingPipeline pipeline(int batchSize, int threads, long patienceMillis) {
        return new TaggingPipeline(
                (name, content) -> new KnownImage(TRANSFORM.read(content), Map.of()),
                this::tag,
                batchSize,
                threads,
                patienceMillis);
    }

    @Test
    void ordersAndTagsStayWhateverThreadsAndBatches() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            int count = random.nextInt(60);
            int batchSize = 1 + random.nextInt(9);
            int threads = 1 + random.nextInt(6);
            List<NamedImage> images = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                images.add(random.nextInt(4) == 0 ? broken(i, random.nextInt(4)) : slow(i, random));
            }
            batches.clear();
            List<PredictedImage> results = new ArrayList<>();
            pipeline(batchSize, threads, 0).run(images.iterator(), results::add);
            String story = "seed " + seed + ", round " + round;
            assertEquals(
                    images.stream().map(NamedImage::name).toList(),
                    results.stream().map(PredictedImage::image).toList(),
                    story);
            for (PredictedImage result : results) {
                boolean isBroken = result.image().startsWith("broken");
                assertEquals(isBroken, result.failed(), story);
                assertEquals(isBroken, result.tags() == null, story);
                if (!isBroken) {
                    assertEquals(result.image(), result.tags().all().get(0).label(), story);
                }
            }
            long good = results.stream().filter(result -> !result.failed()).count();
            assertEquals(good, batches.stream().mapToInt(n -> n).sum(), story);
            assertTrue(batches.stream().allMatch(n -> n >= 1 && n <= batchSize), story);
        }
    }

    private static NamedImage slow(int number, SplittableRandom random) {
        int millis = random.nextInt(4);
        return new NamedImage(
                "image " + number,
                () -> {
                    pause(millis);
                    return png(number);
                });
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static NamedImage broken(int number, int kind) {
        return new NamedImage(
                "broken " + number,
                () -> {
                    return switch (kind) {
                        case 0 -> new byte[0];
                        case 1 -> throw new IOException("no\nway\u001b");
                        case 2 -> throw new IllegalStateException("a fault of the decoder");
                        default -> throw new OutOfMemoryError();
                    };
                });
    }

    @Test
    void reasonsAreOneLineForAPerson() throws IOException {
        List<String> reasons = new ArrayList<>();
        pipeline(3, 2, 0)
                .run(
                        IntStream.range(0, 4).mapToObj(i -> broken(i, i)).iterator(),
                        image -> reasons.add(image.error()));
        assertEquals(
                List.of(
                        "the file is empty",
                        "no way",
                        "IllegalStateException: a fault of the decoder",
                        "the memory ran out; decode fewer images at once with --threads"),
                reasons);
    }

    @Test
    void manyImagesNeedNoMoreRoomThanFew() throws IOException {
        AtomicInteger read = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Stream<NamedImage> images =
                Stream.generate(
                                () ->
                                        NamedImage.missing(
                                                "gone " + read.incrementAndGet(), "not there"))
                        .limit(100_000);
        pipeline(16, 2, 0)
                .run(
                        images.iterator(),
                        image -> {
                            int ahead = read.get() - done.incrementAndGet();
                            most.accumulateAndGet(ahead, Math::max);
                        });
        assertEquals(100_000, done.get());
        assertTrue(most.get() <= 2 * 16 + 2 * 2 + 2, "ahead by " + most);
    }

    @Test
    void answersComeBeforeTheNextImageIsAsked() throws IOException {
        CountDownLatch answered = new CountDownLatch(2);
        Iterator<NamedImage> images =
                Stream.of(1, 2, 3)
                        .map(
                                number -> {
                                    if (number == 3) {
                                        await(answered);
                                    }
                                    return good(number);
                                })
                        .iterator();
        pipeline(16, 2, 50).run(images, image -> answered.countDown());
        assertEquals(3, batches.stream().mapToInt(n -> n).sum());
        assertTrue(batches.size() >= 2, batches.toString());
    }

    private static void await(CountDownLatch answered) {
        try {
            assertTrue(answered.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatStopsEndsTheRun() {
        IOException full = new IOException("disk full");
        Stream<NamedImage> endless = IntStream.iterate(0, i -> i + 1).mapToObj(i -> good(i % 100));
        assertSame(
                full,
                assertThrows(
                        IOException.class,
                        () ->
                                pipeline(4, 2, 0)
                                        .run(
                                                endless.iterator(),
                                                image -> {
                                                    throw full;
                                                })));
        UncheckedIOException cut = new UncheckedIOException("cut", new IOException());
        List<PredictedImage> results = new ArrayList<>();
        Iterator<NamedImage> failing =
                Stream.of(1, 2, 3)
                        .map(
                                number -> {
                                    if (number == 3) {
                                        throw cut;
                                    }
                                    return good(number);
                                })
                        .iterator();
        assertSame(
                cut,
                assertThrows(
                        UncheckedIOException.class,
                        () -> pipeline(4, 2, 0).run(failing, results::add)));
        assertEquals(2, results.size());
    }
}
