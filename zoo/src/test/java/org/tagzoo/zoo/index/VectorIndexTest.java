package org.tagzoo.zoo.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a search that looks at all vectors in plain Java; and files that are no index. */
class VectorIndexTest {

    private static final int IMAGES = 3000;
    private static final int DIMENSION = 96;
    private static final IndexNetwork NETWORK =
            new IndexNetwork("resnet50", null, null, null, "0".repeat(64));

    @TempDir static Path folder;
    private static final float[][] VECTORS = vectors(new Random(1));
    private static Path file;

    /** Some in clusters closer than float32 tells, some the same, one of zeros. */
    private static float[][] vectors(Random random) {
        float[][] vectors = new float[IMAGES][DIMENSION];
        for (int n = 0; n < IMAGES; n++) {
            boolean isNear = n % 3 > 0 && n > 3;
            for (int i = 0; i < DIMENSION; i++) {
                vectors[n][i] =
                        isNear
                                ? vectors[n % 3][i] * (1 + (float) random.nextGaussian() * 1e-7f)
                                : (float) random.nextGaussian();
            }
        }
        vectors[300] = vectors[0].clone();
        vectors[303] = vectors[0].clone();
        vectors[306] = new float[DIMENSION];
        return vectors;
    }

    @BeforeAll
    static void write() throws IOException {
        file = folder.resolve("photos.index");
        write(file);
    }

    private static void write(Path target) throws IOException {
        List<IndexedImage> images =
                IntStream.range(0, IMAGES)
                        .mapToObj(n -> new IndexedImage("im" + n + ".jpg", "/photos/im" + n))
                        .toList();
        IndexWriter.write(target, "photos", NETWORK, images, DIMENSION, n -> VECTORS[n]);
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double lengths = 0;
        double other = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            lengths += (double) a[i] * a[i];
            other += (double) b[i] * b[i];
        }
        return lengths * other == 0 ? 0 : dot / Math.sqrt(lengths * other);
    }

    /** What the index should answer: by the unit vectors in float32 that it holds. */
    private static List<Integer> exhaustive(float[] query, int most) {
        float[] unit = UnitVector.of(query);
        double[] cosines =
                Arrays.stream(VECTORS)
                        .mapToDouble(v -> UnitVector.product(unit, UnitVector.of(v)))
                        .toArray();
        return IntStream.range(0, IMAGES)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer n) -> cosines[n]).reversed())
                .limit(most)
                .toList();
    }

    @Test
    void answersAreThoseOfLookingAtAll() throws IOException {
        Random random = new Random(2);
        try (VectorIndex index = VectorIndex.open(file)) {
            assertEquals(IMAGES, index.size());
            assertEquals(NETWORK, index.network());
            for (int q = 0; q < 1000; q++) {
                float[] query = new float[DIMENSION];
                for (int i = 0; i < DIMENSION; i++) {
                    boolean isNear = q % 5 == 0;
                    query[i] = (float) random.nextGaussian() * (isNear ? 0.01f : 1);
                    query[i] += isNear ? VECTORS[q][i] : 0;
                }
                List<VectorIndex.Neighbour> near = index.nearest(query, 10);
                assertEquals(
                        exhaustive(query, 10).stream().map(n -> "im" + n + ".jpg").toList(),
                        near.stream().map(n -> n.image().id()).toList(),
                        "query " + q);
                for (VectorIndex.Neighbour each : near) {
                    int n = Integer.parseInt(each.image().id().replaceAll("\\D", ""));
                    assertEquals(cosine(query, VECTORS[n]), each.cosine(), 1e-6);
                }
            }
        }
    }

    @Test
    void equallyNearImagesStandInTheirOrder() throws IOException {
        try (VectorIndex index = VectorIndex.open(file)) {
            List<String> ids =
                    index.nearest(VECTORS[0], 3).stream().map(n -> n.image().id()).toList();
            assertEquals(List.of("im0.jpg", "im300.jpg", "im303.jpg"), ids);
            assertEquals(1000, index.nearest(VECTORS[0], 1000).size());
        }
    }

    @Test
    void queriesMustFit() throws IOException {
        try (VectorIndex index = VectorIndex.open(file)) {
            assertThrows(IllegalArgumentException.class, () -> index.nearest(new float[3], 1));
            assertThrows(
                    IllegalArgumentException.class, () -> index.nearest(VECTORS[0].clone(), 0));
            float[] infinite = VECTORS[0].clone();
            infinite[5] = Float.POSITIVE_INFINITY;
            assertThrows(IllegalArgumentException.class, () -> index.nearest(infinite, 1));
        }
    }

    /** Each byte of the header and some of the rest changed; and the file cut anywhere. */
    @Test
    void whatWasChangedIsRefusedInOneLine() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Path changed = folder.resolve("changed.index");
        Random random = new Random(4);
        List<Integer> places = new ArrayList<>();
        IntStream.range(0, 320).filter(i -> i % 3 == 0).forEach(places::add);
        random.ints(20, VectorIndex.DATA, whole.length).forEach(places::add);
        int header = ByteBuffer.wrap(whole, 8, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
        for (int place : places) {
            if (place < 16 + header || place >= VectorIndex.DATA) {
                byte[] bytes = whole.clone();
                bytes[place] ^= (byte) (1 + random.nextInt(255));
                Files.write(changed, bytes);
                refused(changed);
            }
        }
        for (int length : new int[] {0, 5, 14, 100, 70_000, whole.length - 1}) {
            Files.write(changed, Arrays.copyOf(whole, length));
            refused(changed);
        }
        Files.write(changed, Arrays.copyOf(whole, whole.length + 1));
        refused(changed);
    }

    private static void refused(Path index) {
        Exception e = assertThrows(IOException.class, () -> VectorIndex.open(index).close());
        assertTrue(e.getMessage().contains("changed.index"), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    /** A header that is whole, but asks for more than there may be, or than there is. */
    @Test
    void headersAreBounded() throws IOException {
        Path forged = folder.resolve("changed.index");
        byte[] whole = Files.readAllBytes(file);
        for (String[] change :
                new String[][] {
                    {"\"count\":3000", "\"count\":2000000000"},
                    {"\"count\":3000", "\"count\":19000000"},
                    {"\"count\":3000", "\"count\":-1"},
                    {"\"dimension\":96", "\"dimension\":0"},
                    {"\"dimension\":96", "\"dimension\":65537"},
                    {"\"format\":1", "\"format\":2"},
                    {"\"model\":\"resnet50\",", ""},
                    {"\"corpus\":\"photos\"", "\"corpus\":null"},
                    {"{", ""}
                }) {
            ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
            byte[] old = new byte[bytes.getInt(8)];
            bytes.get(16, old);
            String text = new String(old, StandardCharsets.UTF_8);
            assertTrue(text.contains(change[0]), text);
            byte[] json = text.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8);
            CRC32C crc = new CRC32C();
            crc.update(json);
            ByteBuffer made = ByteBuffer.wrap(whole.clone()).order(ByteOrder.LITTLE_ENDIAN);
            made.putInt(8, json.length).putInt(12, (int) crc.getValue()).put(16, json);
            Files.write(forged, made.array());
            refused(forged);
        }
    }

    @Test
    void whatFailsLeavesNothingBehind() throws IOException {
        Path target = folder.resolve("failed.index");
        List<IndexedImage> one = List.of(new IndexedImage("a", "a"));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        IndexWriter.write(
                                target, "x", NETWORK, one, 2, n -> new float[] {Float.NaN, 1}));
        try (var files = Files.list(folder)) {
            assertTrue(files.noneMatch(f -> f.toString().contains("failed")));
        }
    }
}
