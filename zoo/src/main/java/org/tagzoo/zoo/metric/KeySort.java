package org.tagzoo.zoo.metric;

import java.util.Arrays;

/**
 * Sorts whole numbers from 0 up: many of them digit by digit, the last digit first, which takes a
 * few passes whatever their number (Knuth, The Art of Computer Programming, 5.2.5).
 */
final class KeySort {

    /** From here on, comparing numbers takes longer than going through their digits. */
    static final int MANY = 1 << 14;

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 3;
    private static final int RADIX = 1 << DIGIT_BITS;

    private KeySort() {}

    /**
     * Sorts.
     *
     * @param keys 0 or more each; may be written over
     * @return the same numbers, rising; this array or another
     */
    static int[] sort(int[] keys) {
        if (keys.length < MANY) {
            Arrays.sort(keys);
            return keys;
        }
        int[][] starts = new int[DIGITS][RADIX + 1];
        for (int key : keys) {
            for (int digit = 0; digit < DIGITS; digit++) {
                starts[digit][digit(key, digit * DIGIT_BITS) + 1]++;
            }
        }
        int[] from = keys;
        int[] to = new int[keys.length];
        for (int digit = 0; digit < DIGITS; digit++) {
            int[] next = starts[digit];
            for (int i = 1; i <= RADIX; i++) {
                next[i] += next[i - 1];
            }
            int shift = digit * DIGIT_BITS;
            for (int key : from) {
                to[next[digit(key, shift)]++] = key;
            }
            int[] sorted = to;
            to = from;
            from = sorted;
        }
        return from;
    }

    private static int digit(int key, int shift) {
        return (key >>> shift) & (RADIX - 1);
    }
}
