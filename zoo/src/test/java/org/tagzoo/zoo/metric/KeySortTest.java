package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeySortTest {

    @Test
    void sortsFewAndMany() {
        for (int count : new int[] {0, 1, 2, KeySort.MANY - 1, KeySort.MANY, 3 * KeySort.MANY}) {
            for (int bits : new int[] {1, 11, 12, 22, 23, 31}) {
                int[] keys = new int[count];
                SplittableRandom random = new SplittableRandom(bits);
                Arrays.setAll(keys, i -> random.nextInt() >>> (32 - random.nextInt(1, bits + 1)));
                int[] expected = keys.clone();
                Arrays.sort(expected);
                assertArrayEquals(expected, KeySort.sort(keys), count + " of " + bits + " bits");
            }
        }
    }

    @Test
    void sortsTheLargestNumbers() {
        int[] keys = new int[KeySort.MANY];
        Arrays.setAll(keys, i -> i % 3 == 0 ? Integer.MAX_VALUE - i % 7 : i % 2);
        int[] expected = keys.clone();
        Arrays.sort(expected);
        assertArrayEquals(expected, KeySort.sort(keys));
    }
}
