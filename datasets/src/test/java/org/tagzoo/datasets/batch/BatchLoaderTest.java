package org.tagzoo.datasets.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageSource;
import org.tagzoo.datasets.image.RgbImage;

class BatchLoaderTest {

    private static final int SIZE = 3;

    /** An image of one colour, drawn the slower the earlier it comes. */
    private record Plain(int number) implements ImageSource {

        @Override
        public byte[] content() {
            return new byte[] {(byte) number};
        }

        @Override
        public RgbImage draw(EvaluationTransform transform) throws IOException {
            if (number < 0) {
                throw new ImageException("it is empty");
            }
            try {
                Thread.sleep(number % 5 == 0 ? 5 : 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            int size = transform.width();
            byte[] pixels = new byte[3 * size * size];
            Arrays.fill(pixels, (byte) number);
            return new RgbImage(size, size, pixels);
        }

        @Override
        public String location() {
            return "image " + number;
        }
    }

    private static TaggedImage image(int number) {
        return new TaggedImage("" + number, new Plain(number), new TreeSet<>(), "" + number);
    }

    private static List<TaggedImage> images(int count) {
        return IntStream.range(0, count).mapToObj(BatchLoaderTest::image).toList();
    }

    private static void read(List<TaggedImage> images, int threads, BatchLoader.BatchReader reader)
            throws IOException {
        ImageRows rows = new ImageRows(images, EvaluationTransform.square(SIZE));
        try (BatchLoader loader = new BatchLoader(threads)) {
            loader.read(
                    BatchLoader.batches(IntStream.range(0, images.size()).toArray(), 8),
                    rows.rowBytes(),
                    rows,
                    reader);
        }
    }

    /** What is only copied is one worker's, a batch at a time. */
    @Test
    void aBatchOfCopiesIsFilledByOneThread() throws IOException {
        Map<Integer, Thread> fillers = new ConcurrentHashMap<>();
        BatchLoader.RowFiller copies =
                new BatchLoader.RowFiller() {
                    @Override
                    public void fill(int item, ByteBuffer row) {
                        fillers.put(item, Thread.currentThread());
                        row.put(0, (byte) item);
                    }

                    @Override
                    public boolean isCopy() {
                        return true;
                    }
                };
        List<Integer> seen = new ArrayList<>();
        try (BatchLoader loader = new BatchLoader(4)) {
            loader.read(
                    BatchLoader.batches(IntStream.range(0, 100).toArray(), 32),
                    1,
                    copies,
                    (items, rows) -> {
                        assertEquals(items.length, rows.remaining());
                        for (int i = 0; i < items.length; i++) {
                            seen.add((int) rows.get(i));
                            assertEquals(fillers.get(items[0]), fillers.get(items[i]));
                        }
                    });
        }
        assertEquals(IntStream.range(0, 100).boxed().toList(), seen);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void imagesComeInOrderWhateverTheThreads(int threads) throws IOException {
        List<Integer> seen = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        read(
                images(50),
                threads,
                (items, pixels) -> {
                    assertEquals(items.length * SIZE * SIZE * 3, pixels.remaining());
                    counts.add(items.length);
                    for (int item : items) {
                        for (int b = 0; b < SIZE * SIZE * 3; b++) {
                            assertEquals((byte) item, pixels.get());
                        }
                        seen.add(item);
                    }
                });
        assertEquals(IntStream.range(0, 50).boxed().toList(), seen);
        assertEquals(List.of(8, 8, 8, 8, 8, 8, 2), counts);
    }

    @Test
    void batchesMayNameItemsInAnyOrderAndBeOfAnySize() throws IOException {
        List<Integer> seen = new ArrayList<>();
        try (BatchLoader loader = new BatchLoader(2)) {
            loader.read(
                    List.of(new int[] {3}, new int[] {1, 4, 1}, new int[] {}, new int[] {5, 9}),
                    Integer.BYTES,
                    (item, row) -> row.putInt(item),
                    (items, rows) -> {
                        rows.order(ByteOrder.nativeOrder());
                        while (rows.hasRemaining()) {
                            seen.add(rows.getInt());
                        }
                    });
        }
        assertEquals(List.of(3, 1, 4, 1, 5, 9), seen);
    }

    @Test
    void aBrokenImageStopsTheReadingAndIsNamed() {
        List<TaggedImage> images = new ArrayList<>(images(20));
        images.set(11, image(-1));
        IOException error =
                assertThrows(IOException.class, () -> read(images, 2, (items, pixels) -> {}));
        assertEquals("image -1: it is empty", error.getMessage());
    }

    @Test
    void anErrorOfTheReaderComesThrough() {
        IOException error =
                assertThrows(
                        IOException.class,
                        () ->
                                read(
                                        images(20),
                                        2,
                                        (items, pixels) -> {
                                            throw new IOException("disk full");
                                        }));
        assertEquals("disk full", error.getMessage());
    }
}
