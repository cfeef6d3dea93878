package org.tagzoo.zoo.threshold;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * Images split in two halves at random, again and again; groups stay whole.
 *
 * @param groupOf the group of each image, from 0
 * @param seed of the run
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Halves(int[] groupOf, long seed) {

    /** How many times. */
    static final int RESPLITS = 200;

    /** Takes a split. Called by several threads at once. */
    @FunctionalInterface
    interface Taker {

        /**
         * @param first {@code [N]}, 1 for the images of the first half, else 0
         * @param second the same of the second
         */
        void take(int[] first, int[] second);
    }

    void forEach(Taker taker) {
        int groups = Arrays.stream(groupOf).max().orElse(-1) + 1;
        IntStream.range(0, RESPLITS)
                .parallel()
                .forEach(
                        split -> {
                            int[] half = half(groups, split);
                            taker.take(
                                    Arrays.stream(groupOf).map(g -> half[g]).toArray(),
                                    Arrays.stream(groupOf).map(g -> 1 - half[g]).toArray());
                        });
    }

    /** Draws so many groups that half of them are in, one after the other. */
    private int[] half(int groups, int split) {
        SplittableRandom random = SeedSequence.random(seed, "halves of validation", split);
        int[] half = new int[groups];
        int left = groups / 2;
        for (int g = 0; g < groups; g++) {
            half[g] = random.nextInt(groups - g) < left ? 1 : 0;
            left -= half[g];
        }
        return half;
    }
}
