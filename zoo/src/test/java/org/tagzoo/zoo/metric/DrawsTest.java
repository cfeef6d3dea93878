package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawsTest {

    @Test
    void theNumbersAreThoseOfTheGeneratorItself() {
        SplittableRandom bounds = new SplittableRandom(1);
        for (int i = 0; i < 3000; i++) {
            // Of every size; those near 2^31 are rejected often.
            assertSame(bounds.nextInt(1, Integer.MAX_VALUE) >>> bounds.nextInt(31));
        }
        for (int bound = 1; bound < 300; bound++) {
            assertSame(bound);
        }
        for (int power = 0; power < 31; power++) {
            assertSame(1 << power);
            assertSame((1 << power) - 1);
            assertSame((1 << power) + 1);
        }
        assertSame(Integer.MAX_VALUE);
    }

    private static void assertSame(int bound) {
        if (bound < 1) {
            return;
        }
        SplittableRandom generator = new SplittableRandom(bound);
        int[] expected = new int[50];
        Arrays.setAll(expected, i -> generator.nextInt(bound));
        int[] drawn = new Draws(bound).numbers(new SplittableRandom(bound), expected.length);
        assertArrayEquals(expected, drawn, "below " + bound);
    }

    @Test
    void countsWhatItDraws() {
        int[] times = new int[10];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10; i++) {
            times[random.nextInt(10)]++;
        }
        assertArrayEquals(times, new Draws(10).times(new SplittableRandom(7)));
    }
}
