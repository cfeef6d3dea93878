package org.tagzoo.datasets.duplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.corpus.SameGroup;
import org.tagzoo.datasets.image.PerceptualHash;

/**
 * Finds near-duplicates among images by their hashes: two of similarity {@value #LEAST} or more,
 * one of them mirrored or not. Copies saved again, resized, grey or mirrored are found, cut-outs
 * not.
 *
 * <p>Not all pairs are compared, only those that agree in one row of the lowest 8 x 8 frequencies
 * in which something is strong; and of flat images, which have rows without, all pairs that may be
 * alike: two sets that are have one of their rarest members in common, so many of each as may lack
 * (prefix filtering: Chaudhuri, Ganti and Kaushik 2006).
 */
public final class NearDuplicates {

    /** The least similarity; unlike images rarely come to 0.6. */
    public static final double LEAST = 0.7;

    private static final int ROWS = 8;

    /** The bits of a row's key that say what is strong. */
    private static final int STRONG = 0xffff;

    /** What keys of single frequencies begin with. */
    private static final int FLAT = ROWS << 16;

    /** What keys of rows of flat images have beside. */
    private static final int OF_FLAT = 2 * FLAT;

    private static final int[] RAREST_FIRST =
            IntStream.range(1, 256)
                    .boxed()
                    .sorted(Comparator.comparing(bit -> -(bit / 16 + bit % 16)))
                    .mapToInt(bit -> bit)
                    .toArray();

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
        for (int key : keys(hash, true)) {
            buckets.merge(
                    key,
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
            for (int key : keys(seen, false)) {
                int[] bucket = buckets.getOrDefault(key, new int[1]);
                for (int i = 1; i <= bucket[0]; i++) {
                    if (seen.similarity(hashes.get(bucket[i])) >= LEAST) {
                        found.add(bucket[i]);
                    }
                }
            }
        }
        return found;
    }

    /**
     * Returns what near-duplicates have one of in common: of two flat images, rare frequencies; of
     * others, rows.
     *
     * @param isKept whether they are of an image that is kept, or of one that is looked up
     */
    private static int[] keys(PerceptualHash hash, boolean isKept) {
        int[] rows =
                IntStream.range(0, ROWS)
                        .map(row -> key(hash, row))
                        .filter(key -> (key & STRONG) != 0)
                        .toArray();
        int[] ofFlat = IntStream.of(rows).map(key -> key | OF_FLAT).toArray();
        if (rows.length == ROWS) {
            return isKept ? rows : ArrayUtils.addAll(rows, ofFlat);
        }
        return ArrayUtils.addAll(isKept ? ofFlat : rows, rarest(hash));
    }

    /** Returns a row of the lowest frequencies with their signs, and which it is, as one number. */
    private static int key(PerceptualHash hash, int row) {
        int shift = row % 4 * 16;
        long positive = hash.positive()[row / 4] >>> shift & 0xff;
        long negative = hash.negative()[row / 4] >>> shift & 0xff;
        return (int) (row << 16 | positive << 8 | negative);
    }

    /**
     * Returns as many of the strong frequencies with their signs as a near-duplicate may lack, and
     * one more; the highest first, which are the rarest in flat images.
     */
    private static int[] rarest(PerceptualHash hash) {
        int[] all =
                Arrays.stream(RAREST_FIRST)
                        .filter(bit -> isSet(hash.positive(), bit) || isSet(hash.negative(), bit))
                        .map(bit -> FLAT | bit << 1 | (isSet(hash.positive(), bit) ? 1 : 0))
                        .toArray();
        // The least that two have in common is LEAST times the larger; 1e-9 is for rounding.
        int common = (int) Math.ceil(LEAST * all.length - 1e-9);
        return all.length == 0 ? new int[] {FLAT} : Arrays.copyOf(all, all.length - common + 1);
    }

    private static boolean isSet(long[] words, int bit) {
        return (words[bit / Long.SIZE] >>> bit & 1) != 0;
    }
}
