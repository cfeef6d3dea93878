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
            assertSame(Math.max(1, bounds.nextInt() >>> bounds.nextInt(1, 32)));
        }
        for (int bound = 1; bound < 300; bound++) {
            assertSame(bound);
        }
        for (int power = 1; power < 31; power++) {
            assertSame(1 << power);
            assertSame((1 << power) - 1);
            assertSame((1 << power) + 1);
        }
        assertSame(Integer.MAX_VALUE);
    }

    private static void assertSame(int bound) {
        SplittableRandom generator = new SplittableRandom(bound);
        int[] expected = new int[50];
        Arrays.setAll(expected, i -> generator.nextInt(bound));
        int[] drawn = new Draws(bound).numbers(new SplittableRandom(bound), expected.length);
        assertArrayEquals(expected, drawn, "below " + bound);
    }

    @Test
    void countsNumbers() {
        assertArrayEquals(new int[] {1, 0, 3, 0}, Draws.times(new int[] {2, 0, 2, 2}, 4));
    }
}
