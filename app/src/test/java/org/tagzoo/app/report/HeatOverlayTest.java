package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.explain.HeatMap;

class HeatOverlayTest {

    private static BufferedImage draw(HeatMap map, int width, int height, double top)
            throws IOException {
        return ImageIO.read(new ByteArrayInputStream(HeatOverlay.png(map, width, height, top)));
    }

    private static int opacity(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) >>> 24;
    }

    @ParameterizedTest
    @CsvSource({"100, 100, 256, 256", "4000, 1000, 256, 64", "30, 60, 128, 256", "1, 5000, 1, 256"})
    void hasTheImagesProportions(int width, int height, int drawnWidth, int drawnHeight)
            throws IOException {
        BufferedImage image =
                draw(new HeatMap("a", 2, 2, new float[] {1, 2, 3, 4}), width, height, 4);
        assertEquals(drawnWidth, image.getWidth());
        assertEquals(drawnHeight, image.getHeight());
    }

    @Test
    void coldIsTransparentAndHotIsYellow() throws IOException {
        HeatMap map = new HeatMap("a", 1, 2, new float[] {-3, 5});
        BufferedImage image = draw(map, 64, 32, HeatOverlay.top(map));
        assertEquals(0, opacity(image, 0, 64));
        assertEquals(179, opacity(image, 255, 64));
        int hottest = image.getRGB(255, 64);
        assertTrue((hottest >> 16 & 0xff) > 220 && (hottest >> 8 & 0xff) > 220, "yellow");
        assertTrue((hottest & 0xff) < 60, "yellow");
    }

    /** A row of cells with one in the middle: 5 cells of 51.2 pixels. */
    @Test
    void valuesStandAtTheCentresOfCells() throws IOException {
        BufferedImage image = draw(new HeatMap("a", 1, 5, new float[] {0, 0, 1, 0, 0}), 256, 64, 1);
        int middle = opacity(image, 128, 32);
        assertEquals(179, middle);
        for (int x = 0; x < 256; x++) {
            assertEquals(opacity(image, x, 0), opacity(image, x, 63), "one row is alike all over");
            assertEquals(image.getRGB(x, 10), image.getRGB(255 - x, 10), "a mirror image");
        }
        assertEquals(0, opacity(image, 25, 32));
        assertTrue(opacity(image, 76, 32) < 12, "the next cell is cold at its centre");
        assertTrue(opacity(image, 95, 32) > 30, "between the two it is warm");
    }

    /** Halfway between a cell of 1 and one of 0 the heat is a half. */
    @Test
    void aLineGoesAroundTheHotterHalf() throws IOException {
        BufferedImage image = draw(new HeatMap("a", 1, 2, new float[] {1, 0}), 256, 256, 1);
        assertEquals(0xFFFFFFFF, image.getRGB(127, 100));
        assertEquals(0xFF000000, image.getRGB(128, 100));
        assertTrue(opacity(image, 126, 100) < 180 && opacity(image, 129, 100) < 180);
    }

    @Test
    void whatExceedsTheScaleIsAsHotAsItsTop() throws IOException {
        BufferedImage image = draw(new HeatMap("a", 1, 1, new float[] {1e30f}), 8, 8, 1);
        assertEquals(179, opacity(image, 4, 4));
    }

    @Test
    void tracesDontFillTheScale() {
        assertEquals(0.25, HeatOverlay.top(new HeatMap("a", 1, 2, new float[] {-4, 0.01f})));
        assertEquals(7, HeatOverlay.top(new HeatMap("a", 1, 2, new float[] {-4, 7})));
    }

    /** So the order of colours shows without hue: to the colour-blind, and in gray print. */
    @Test
    void hotterIsLighterAndMoreOpaque() {
        double last = -1;
        double opacity = -1;
        for (int i = 0; i <= 100; i++) {
            int rgb = HeatOverlay.rgb(i / 100.0);
            double luminance =
                    0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
            assertTrue(luminance > last, "at " + i);
            assertTrue(HeatOverlay.opacity(i / 100.0) >= opacity, "at " + i);
            last = luminance;
            opacity = HeatOverlay.opacity(i / 100.0);
        }
        assertEquals(0, HeatOverlay.opacity(0));
        assertEquals(0x0D0887, HeatOverlay.rgb(0));
        assertEquals(0xF0F921, HeatOverlay.rgb(1));
    }

    private static double linear(int channel) {
        return Math.pow((channel & 0xff) / 255.0, 2.2);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, in the middle", "4, 4, 0, at the top left", "4, 4, 5, in the middle",
        "4, 4, 11, at the right", "7, 7, 48, at the bottom right", "8, 8, 58, at the bottom left",
        "2, 2, 3, at the bottom right", "3, 3, 1, at the top", "8, 8, 24, at the left"
    })
    void saysWhereAMapIsHottest(int rows, int columns, int cell, String place) {
        float[] values = new float[rows * columns];
        values[cell] = 1;
        assertEquals(place, HeatPage.place(new HeatMap("a", rows, columns, values)));
    }
}
