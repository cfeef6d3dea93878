package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootstrapSamplesTest {

    @Test
    void theNumbersAreTheHalvesOfWhatJavasGeneratorGives() {
        for (int images = 1; images < 400; images++) {
            assertSame(images, images, 1 + images % 130);
        }
        assertSame(1_000_003, 7, 1);
    }

    private static void assertSame(int images, long seed, int draws) {
        int[][] found = times(images, seed, draws);
        for (int draw = 0; draw < draws; draw++) {
            assertArrayEquals(
                    DrawnRows.times(images, seed, draw),
                    found[draw],
                    images + " images, seed " + seed + ", draw " + draw);
        }
    }

    private static int[][] times(int images, long seed, int draws) {
        int[][] all = new int[draws][];
        new BootstrapSamples(images, seed)
                .forEach(draws, (draw, times) -> all[draw] = times.clone());
        return all;
    }

    /**
     * The counts of an image over many draws have the mean 1 and the variance 1 - 1 / N of the
     * binomial distribution; the bounds are five standard errors.
     */
    @Test
    void eachImageIsDrawnOnceOnAverage() {
        int images = 100;
        int draws = 20_000;
        long[] sums = new long[images];
        long squares = 0;
        for (int[] times : times(images, 11, draws)) {
            assertEquals(images, Arrays.stream(times).sum());
            for (int n = 0; n < images; n++) {
                sums[n] += times[n];
                squares += (long) times[n] * times[n];
            }
        }
        for (int n = 0; n < images; n++) {
            assertEquals(1, (double) sums[n] / draws, 5 / Math.sqrt(draws), "image " + n);
        }
        double variance = (double) squares / draws / images - 1;
        assertTrue(Math.abs(variance - 0.99) < 0.01, "variance " + variance);
    }

    @Test
    void drawsDifferBySeedAndNumber() {
        int[][] draws = times(50, 1, 2);
        assertFalse(Arrays.equals(draws[0], draws[1]));
        assertFalse(Arrays.equals(draws[0], times(50, 2, 1)[0]));
        assertArrayEquals(draws, times(50, 1, 2));
    }
}
