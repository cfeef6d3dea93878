package org.tagzoo.datasets.duplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagzoo.datasets.corpus.SameGroup;
import org.tagzoo.datasets.image.PerceptualHash;

/**
 * Finds near-duplicates among images by their hashes: two of similarity {@value #LEAST} or more,
 * one of them mirrored or not. Copies saved again, resized, grey or mirrored are found, cut-outs
 * not.
 *
 * <p>Not all pairs are compared, only those that agree in one row of the lowest 8 x 8 frequencies.
 */
public final class NearDuplicates {

    /** The least similarity; unlike images rarely come to 0.6. */
    public static final double LEAST = 0.7;

    private static final int ROWS = 8;

    private final List<PerceptualHash> hashes = new ArrayList<>();
    private final Map<Integer, int[]> buckets = new HashMap<>();

    /**
     * Returns the group of each image: the index of the first image that it is a near-duplicate of,
     * directly or by way of others, or its own.
     */
    public static int[] firsts(List<PerceptualHash> hashes) {
        NearDuplicates known = new NearDuplicates();
        List<Integer> places = new ArrayList<>();
        Map<PerceptualHash, Integer> equal = new HashMap<>();
        SameGroup groups = new SameGroup(hashes.size());
        for (int i = 0; i < hashes.size(); i++) {
            Integer first = equal.putIfAbsent(hashes.get(i), i);
            if (first == null) {
                int place = i;
                known.like(hashes.get(i)).forEach(n -> groups.join(place, places.get(n)));
                known.add(hashes.get(i));
                places.add(i);
            } else {
                groups.join(i, first);
            }
        }
        return groups.firsts();
    }

    /** Adds an image, whose number is how many there were before it. */
    public void add(PerceptualHash hash) {
        for (int row = 0; row < ROWS; row++) {
            buckets.merge(
                    key(hash, row),
                    new int[] {1, hashes.size()},
                    (all, one) -> {
                        int[] longer =
                                all.length > all[0] + 1 ? all : Arrays.copyOf(all, 2 * all.length);
                        longer[++longer[0]] = one[1];
                        return longer;
                    });
        }
        hashes.add(hash);
    }

    /** Returns the numbers of the images that one is a near-duplicate of, ascending. */
    public SortedSet<Integer> like(PerceptualHash hash) {
        SortedSet<Integer> found = new TreeSet<>();
        for (PerceptualHash seen : List.of(hash, hash.mirrored())) {
            for (int row = 0; row < ROWS; row++) {
                int[] bucket = buckets.getOrDefault(key(seen, row), new int[1]);
                for (int i = 1; i <= bucket[0]; i++) {
                    if (seen.similarity(hashes.get(bucket[i])) >= LEAST) {
                        found.add(bucket[i]);
                    }
                }
            }
        }
        return found;
    }

    /** Returns a row of the lowest frequencies with their signs, and which it is, as one number. */
    private static int key(PerceptualHash hash, int row) {
        int shift = row % 4 * 16;
        long positive = hash.positive()[row / 4] >>> shift & 0xff;
        long negative = hash.negative()[row / 4] >>> shift & 0xff;
        return (int) (row << 16 | positive << 8 | negative);
    }
}
