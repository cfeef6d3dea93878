package org.tagzoo.zoo.score;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.random.SeedSequence;

/** Groups of images dealt out to folds at random, whatever their labels. */
public final class RandomFolds {

    private RandomFolds() {}

    /**
     * Deals.
     *
     * @param groupOf {@code [N]}, the group of each image, from 0; at least one image
     * @param folds how many, 1 or more
     * @param purpose that the random numbers are for
     * @return {@code [N]}, the fold of each image, from 0; there may be empty ones
     */
    public static int[] of(int[] groupOf, int folds, long seed, String purpose) {
        Check.that(groupOf.length > 0, "images", "at least one", groupOf.length);
        int groups = Arrays.stream(groupOf).max().orElseThrow() + 1;
        long[] place = SeedSequence.random(seed, purpose).longs(groups).toArray();
        int[] order =
                IntStream.range(0, groups)
                        .boxed()
                        .sorted(Comparator.comparingLong(g -> place[g]))
                        .mapToInt(g -> g)
                        .toArray();
        int[] foldOf = new int[groups];
        for (int i = 0; i < groups; i++) {
            foldOf[order[i]] = i % folds;
        }
        return Arrays.stream(groupOf).map(g -> foldOf[g]).toArray();
    }
}
