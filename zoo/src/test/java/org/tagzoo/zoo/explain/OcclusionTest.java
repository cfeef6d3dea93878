package org.tagzoo.zoo.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.RgbImage;

/** Occlusion of networks whose answers are known: they sum the brightness of a part. */
class OcclusionTest {

    private static final List<String> LABELS = List.of("top right", "constant");

    /** A logit for each pixel of 228 in the top right quadrant, less for darker ones. */
    private static float[][] topRight(List<RgbImage> images) {
        float[][] logits = new float[images.size()][];
        for (int n = 0; n < logits.length; n++) {
            RgbImage image = images.get(n);
            double sum = 0;
            for (int y = 0; y < image.height() / 2; y++) {
                for (int x = image.width() / 2; x < image.width(); x++) {
                    sum += ((image.pixels()[(y * image.width() + x) * 3] & 0xff) - 128) / 100.0;
                }
            }
            logits[n] = new float[] {(float) sum, 3};
        }
        return logits;
    }

    private static RgbImage filled(int width, int height, int value) {
        byte[] pixels = new byte[width * height * 3];
        Arrays.fill(pixels, (byte) value);
        return new RgbImage(width, height, pixels);
    }

    /**
     * 16 x 16 pixels are 8 x 8 cells of 2 x 2, a square covers 16 pixels. One that lies wholly in
     * the quadrant takes 16 away, one across its left or lower edge 8, across the corner 4.
     */
    @Test
    void aCellHasTheMeanFallOfTheSquaresOverIt() {
        List<HeatMap> maps =
                Occlusion.maps(OcclusionTest::topRight, LABELS, filled(16, 16, 228), () -> {});
        HeatMap map = maps.get(0);
        assertEquals("top right", map.label());
        assertEquals(8, map.rows());
        assertEquals(8, map.columns());
        float[] columns = {0, 0, 0, 0.25f, 0.75f, 1, 1, 1};
        float[] rows = {1, 1, 1, 0.75f, 0.25f, 0, 0, 0};
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                assertEquals(
                        16 * rows[row] * columns[column],
                        map.value(row, column),
                        1e-5,
                        row + ", " + column);
            }
        }
        assertArrayEquals(new float[64], maps.get(1).values());
    }

    @Test
    void whatSpeaksAgainstALabelIsBelowZero() {
        HeatMap map =
                Occlusion.maps(OcclusionTest::topRight, LABELS, filled(16, 16, 28), () -> {})
                        .get(0);
        assertEquals(-16, map.value(0, 7), 1e-5);
        assertEquals(0, map.largest());
    }

    @Test
    void aGrayImageStaysCold() {
        HeatMap map =
                Occlusion.maps(OcclusionTest::topRight, LABELS, filled(16, 16, 128), () -> {})
                        .get(0);
        assertArrayEquals(new float[64], map.values());
    }

    /** Sides need not be multiples of the cells, nor be longer than they are many. */
    @Test
    void everyPixelIsCovered() {
        for (int[] size : new int[][] {{1, 1}, {2, 1}, {3, 5}, {8, 8}, {13, 29}, {97, 9}}) {
            int width = size[0];
            int height = size[1];
            AtomicInteger passes = new AtomicInteger(1);
            boolean[] covered = new boolean[width * height];
            List<Integer> batches = new ArrayList<>();
            List<HeatMap> maps =
                    Occlusion.maps(
                            images -> {
                                batches.add(images.size());
                                for (RgbImage image : images) {
                                    for (int i = 0; i < covered.length; i++) {
                                        covered[i] |= image.pixels()[3 * i] != 0;
                                    }
                                }
                                return new float[images.size()][2];
                            },
                            LABELS,
                            filled(width, height, 0),
                            passes::incrementAndGet);
            assertEquals(Math.min(8, height), maps.get(0).rows());
            assertEquals(Math.min(8, width), maps.get(0).columns());
            for (boolean pixel : covered) {
                assertTrue(pixel, width + " x " + height);
            }
            int places = Math.max(1, Math.min(7, width - 1)) * Math.max(1, Math.min(7, height - 1));
            assertEquals(1 + places, batches.stream().mapToInt(Integer::intValue).sum());
            assertTrue(batches.stream().allMatch(batch -> batch <= 10));
            assertEquals(batches.size(), passes.get());
        }
    }
}
