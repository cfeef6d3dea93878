package org.tagzoo.datasets.duplicate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.RealCorpora;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.image.PerceptualHash;

class NearDuplicatesTest {

    private static PerceptualHash random(SplittableRandom random) {
        long[] positive = random.longs(4).toArray();
        long[] negative = Arrays.stream(positive).map(p -> ~p & random.nextLong()).toArray();
        return new PerceptualHash(positive, negative);
    }

    /** Returns a hash of which some strong frequencies of the rows from the third on are none. */
    private static PerceptualHash changed(PerceptualHash hash, SplittableRandom random) {
        long[] positive = hash.positive().clone();
        positive[random.nextInt(2)] &= random.nextLong() | 0xffff_ffffL;
        positive[2 + random.nextInt(2)] &= random.nextLong();
        return new PerceptualHash(positive, hash.negative());
    }

    /** With all pairs, that is. */
    @Test
    void groupsAreThoseOfAllPairs() {
        SplittableRandom random = new SplittableRandom(3);
        List<PerceptualHash> hashes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            PerceptualHash before = i == 0 ? null : hashes.get(random.nextInt(i));
            hashes.add(
                    random.nextBoolean() || i == 0
                            ? random(random)
                            : random.nextBoolean()
                                    ? changed(before, random)
                                    : changed(before, random).mirrored());
        }
        int[] firsts = NearDuplicates.firsts(hashes);
        int[] expected = IntStream.range(0, 300).toArray();
        for (int i = 0; i < 300; i++) {
            for (int j = 0; j < i; j++) {
                PerceptualHash other = hashes.get(j);
                double similarity =
                        Math.max(
                                hashes.get(i).similarity(other),
                                hashes.get(i).mirrored().similarity(other));
                if (similarity >= NearDuplicates.LEAST) {
                    int from = Math.max(expected[i], expected[j]);
                    int to = Math.min(expected[i], expected[j]);
                    for (int k = 0; k <= i; k++) {
                        expected[k] = expected[k] == from ? to : expected[k];
                    }
                }
            }
        }
        assertArrayEquals(expected, firsts);
        assertTrue(IntStream.of(firsts).distinct().count() < 200);
    }

    @Test
    void manyPlainImagesAreOneGroupAtOnce() {
        PerceptualHash plain = new PerceptualHash(new long[4], new long[4]);
        int[] firsts = NearDuplicates.firsts(Collections.nCopies(100_000, plain));
        assertEquals(0, IntStream.of(firsts).max().orElseThrow());
        assertEquals(0, NearDuplicates.firsts(List.of()).length);
    }

    /**
     * Returns a hash of few strong frequencies, low ones mostly, as images of a plain shape have.
     */
    private static PerceptualHash flat(SplittableRandom random) {
        long[] positive = new long[4];
        long[] negative = new long[4];
        for (int i = 0; i < 8 + random.nextInt(5); i++) {
            int x = (int) (8 * random.nextDouble() * random.nextDouble());
            int y = (int) (6 * random.nextDouble() * random.nextDouble());
            int bit = Math.max(1, 16 * y + x);
            if ((positive[bit / 64] >>> bit & 1) == 0) {
                (random.nextBoolean() ? positive : negative)[bit / 64] |= 1L << bit;
            }
        }
        for (int i = 0; i < 4; i++) {
            positive[i] &= ~negative[i];
        }
        return new PerceptualHash(positive, negative);
    }

    /** Not one pair is missed, and not all are compared: that would take several times as long. */
    @Test
    void flatImagesAreGroupedAsByAllPairs() {
        SplittableRandom random = new SplittableRandom(4);
        List<PerceptualHash> hashes = new ArrayList<>();
        NearDuplicates known = new NearDuplicates();
        for (int i = 0; i < 800; i++) {
            PerceptualHash before = i % 2 == 0 ? flat(random) : hashes.get(random.nextInt(i));
            long lost = ~(1L << random.nextInt(40));
            PerceptualHash hash =
                    new PerceptualHash(
                            Arrays.stream(before.positive()).map(p -> p & lost).toArray(),
                            before.negative());
            TreeSet<Integer> like = new TreeSet<>();
            for (int j = 0; j < i; j++) {
                if (Math.max(
                                hash.similarity(hashes.get(j)),
                                hash.mirrored().similarity(hashes.get(j)))
                        >= NearDuplicates.LEAST) {
                    like.add(j);
                }
            }
            assertEquals(like, known.like(hash));
            hashes.add(hash);
            known.add(hash);
        }
        assertTrue(IntStream.of(NearDuplicates.firsts(hashes)).distinct().count() < 500);
        List<PerceptualHash> many = Stream.generate(() -> flat(random)).limit(10_000).toList();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        NearDuplicates.firsts(many);
        double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
        assertTrue(seconds < 5, "%.1f s of the processor".formatted(seconds));
    }

    /** Copies of real photographs, made by ImageIO, are found, and hardly anything else is. */
    @Test
    void plantedCopiesAreFound() throws IOException {
        Path images = RealCorpora.require("mirflickr/images");
        Map<String, UnaryOperator<BufferedImage>> kinds = new LinkedHashMap<>();
        kinds.put("saved again", image -> drawn(image, 128, 128, BufferedImage.TYPE_INT_RGB));
        kinds.put("grey", image -> drawn(image, 128, 128, BufferedImage.TYPE_BYTE_GRAY));
        kinds.put("mirrored", image -> drawn(image, -128, 128, BufferedImage.TYPE_INT_RGB));
        kinds.put("smaller", image -> drawn(image, 80, 80, BufferedImage.TYPE_INT_RGB));
        int all = 1000;
        int copied = 150;
        NearDuplicates known = new NearDuplicates();
        for (int i = 1; i <= all; i++) {
            known.add(hash(Files.readAllBytes(images.resolve("im" + i + ".jpg"))));
        }
        int pairs = 0;
        int right = 0;
        for (Map.Entry<String, UnaryOperator<BufferedImage>> kind : kinds.entrySet()) {
            int found = 0;
            for (int i = 0; i < copied; i++) {
                BufferedImage image =
                        ImageIO.read(images.resolve("im" + (i + 1) + ".jpg").toFile());
                ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
                ImageIO.write(kind.getValue().apply(image), "jpg", jpeg);
                TreeSet<Integer> like = new TreeSet<>(known.like(hash(jpeg.toByteArray())));
                found += like.contains(i) ? 1 : 0;
                pairs += like.size();
            }
            assertTrue(found >= 0.95 * copied, kind.getKey() + ": " + found);
            right += found;
        }
        assertTrue(right >= 0.98 * pairs, right + " of " + pairs);
    }

    private static PerceptualHash hash(byte[] file) throws IOException {
        return FileFacts.read(file).look();
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height, int type) {
        BufferedImage drawn = new BufferedImage(Math.abs(width), height, type);
        Graphics2D graphics = drawn.createGraphics();
        graphics.drawImage(image, Math.max(0, -width), 0, width, height, null);
        graphics.dispose();
        try {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(drawn, "jpg", jpeg);
            return ImageIO.read(new ByteArrayInputStream(jpeg.toByteArray()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
