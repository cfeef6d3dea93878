package org.tagzoo.datasets.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageSource;
import org.tagzoo.datasets.image.RgbImage;

class PixelLoaderTest {

    private static final int SIZE = 3;

    /** A picture of one colour, drawn the slower the earlier it comes. */
    private record Plain(int number) implements ImageSource {

        @Override
        public byte[] content() {
            return new byte[] {(byte) number};
        }

        @Override
        public RgbImage draw(int size) throws IOException {
            if (number < 0) {
                throw new ImageException("it is empty");
            }
            try {
                Thread.sleep(number % 5 == 0 ? 5 : 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] pixels = new byte[3 * size * size];
            Arrays.fill(pixels, (byte) number);
            return new RgbImage(size, size, pixels);
        }

        @Override
        public String location() {
            return "picture " + number;
        }
    }

    private static TaggedImage image(int number) {
        return new TaggedImage("" + number, new Plain(number), new TreeSet<>(), "" + number);
    }

    private static List<TaggedImage> images(int count) {
        return IntStream.range(0, count).mapToObj(PixelLoaderTest::image).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void picturesComeInOrderWhateverTheThreads(int threads) throws IOException {
        List<Integer> seen = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        try (PixelLoader loader = new PixelLoader(SIZE, threads)) {
            loader.read(
                    images(50),
                    8,
                    (first, count, pixels) -> {
                        assertEquals(seen.size(), first);
                        assertEquals(count * SIZE * SIZE * 3, pixels.remaining());
                        counts.add(count);
                        for (int i = 0; i < count; i++) {
                            for (int b = 0; b < SIZE * SIZE * 3; b++) {
                                assertEquals(
                                        (byte) (first + i), pixels.get(i * SIZE * SIZE * 3 + b));
                            }
                            seen.add(first + i);
                        }
                    });
        }
        assertEquals(IntStream.range(0, 50).boxed().toList(), seen);
        assertEquals(List.of(8, 8, 8, 8, 8, 8, 2), counts);
    }

    @Test
    void aBrokenPictureStopsTheReadingAndIsNamed() {
        List<TaggedImage> images = new ArrayList<>(images(20));
        images.set(11, image(-1));
        try (PixelLoader loader = new PixelLoader(SIZE, 2)) {
            IOException error =
                    assertThrows(
                            IOException.class,
                            () -> loader.read(images, 4, (first, count, pixels) -> {}));
            assertEquals("picture -1: it is empty", error.getMessage());
        }
    }

    @Test
    void anErrorOfTheReaderComesThrough() {
        try (PixelLoader loader = new PixelLoader(SIZE, 2)) {
            IOException error =
                    assertThrows(
                            IOException.class,
                            () ->
                                    loader.read(
                                            images(20),
                                            4,
                                            (first, count, pixels) -> {
                                                throw new IOException("disk full");
                                            }));
            assertTrue(error.getMessage().contains("disk full"));
        }
    }
}
