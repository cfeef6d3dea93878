package org.tagzoo.datasets.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.RgbImage;

class ChannelStatisticsTest {

    /** By hand: red 0 and 255, green twice 200, blue 10 and 20 and so on. */
    @Test
    void twoPixelsByHand() {
        ChannelStatistics statistics = new ChannelStatistics();
        statistics.add(image(2, 1, 0, 200, 10, 255, 200, 20));
        assertEquals(2, statistics.pixels());
        assertArrayEquals(new double[] {127.5, 200, 15}, statistics.mean());
        assertArrayEquals(new double[] {127.5, 0, 5}, statistics.std());
    }

    /** Against two passes over all pixels in double, as numpy does it. */
    @Test
    void equalsTwoPasses() {
        List<RgbImage> images = randomImages();
        ChannelStatistics statistics = new ChannelStatistics();
        images.forEach(statistics::add);
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            double squares = 0;
            for (RgbImage image : images) {
                for (int i = channel; i < image.pixels().length; i += 3) {
                    sum += image.pixels()[i] & 0xff;
                }
            }
            double mean = sum / statistics.pixels();
            for (RgbImage image : images) {
                for (int i = channel; i < image.pixels().length; i += 3) {
                    squares += Math.pow((image.pixels()[i] & 0xff) - mean, 2);
                }
            }
            assertEquals(mean, statistics.mean()[channel], 1e-11);
            assertEquals(
                    Math.sqrt(squares / statistics.pixels()), statistics.std()[channel], 1e-10);
        }
    }

    @Test
    void sharingOutChangesNoDigit() {
        List<RgbImage> images = randomImages();
        ChannelStatistics whole = new ChannelStatistics();
        ChannelStatistics[] parts = new ChannelStatistics[3];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new ChannelStatistics();
        }
        for (int i = 0; i < images.size(); i++) {
            whole.add(images.get(i));
            parts[i * 7 % 3].add(images.get(images.size() - 1 - i));
        }
        ChannelStatistics merged = new ChannelStatistics();
        for (ChannelStatistics part : parts) {
            merged.merge(part);
        }
        assertEquals(whole.pixels(), merged.pixels());
        assertArrayEquals(whole.mean(), merged.mean());
        assertArrayEquals(whole.std(), merged.std());
    }

    @Test
    void nothingHasNoMean() {
        assertThrows(IllegalStateException.class, () -> new ChannelStatistics().mean());
        assertThrows(IllegalStateException.class, () -> new ChannelStatistics().std());
    }

    private static List<RgbImage> randomImages() {
        Random random = new Random(1);
        List<RgbImage> images = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] pixels = new byte[(5 + i) * 7 * 3];
            random.nextBytes(pixels);
            images.add(new RgbImage(5 + i, 7, pixels));
        }
        return images;
    }

    private static RgbImage image(int width, int height, int... values) {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = (byte) values[i];
        }
        return new RgbImage(width, height, pixels);
    }
}
