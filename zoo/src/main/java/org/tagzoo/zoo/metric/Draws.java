package org.tagzoo.zoo.metric;

import java.util.SplittableRandom;

/**
 * Draws as many numbers below a bound as the bound says, the same that {@link
 * SplittableRandom#nextInt(int)} gives one after the other, without its division: a remainder by a
 * divisor that stays is a multiplication by its reciprocal (Granlund and Montgomery, Division by
 * invariant integers using multiplication, 1994).
 */
final class Draws {

    private static final int BITS = Integer.SIZE - 1;

    private final int bound;
    private final int shift;
    private final long reciprocal;

    /**
     * @param bound 1 or more
     */
    Draws(int bound) {
        this.bound = bound;
        // 2^(shift - BITS) is the least power of two that is not below the bound; so a quotient of
        // numbers of 31 bits is exact, and no product has more than 63.
        shift = BITS + Integer.SIZE - Integer.numberOfLeadingZeros(bound - 1);
        reciprocal = ((1L << shift) + bound - 1) / bound;
    }

    /** Returns the numbers, 0 to under the bound. */
    int[] numbers(SplittableRandom random) {
        return numbers(random, bound);
    }

    int[] numbers(SplittableRandom random, int count) {
        int[] numbers = new int[count];
        int last = bound - 1;
        if ((bound & last) == 0) {
            for (int i = 0; i < count; i++) {
                numbers[i] = random.nextInt() & last;
            }
            return numbers;
        }
        for (int i = 0; i < count; i++) {
            int number;
            int rest;
            // The numbers above the last whole multiple of the bound would favour small remainders.
            do {
                number = random.nextInt() >>> 1;
                rest = number - (int) ((number * reciprocal) >>> shift) * bound;
            } while (number + last - rest < 0);
            numbers[i] = rest;
        }
        return numbers;
    }

    /** Returns how many times each number below a bound is among some. */
    static int[] times(int[] numbers, int bound) {
        int[] times = new int[bound];
        for (int number : numbers) {
            times[number]++;
        }
        return times;
    }
}
