package org.tagzoo.datasets.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissingLabelsTest {

    private static final double[] FRACTIONS = {0.6, 0.2, 0.2};

    @Test
    void fillsPartsThatAreEmpty() {
        List<ImageGroup> groups = new ArrayList<>();
        for (int g = 0; g < 100; g++) {
            groups.add(group(2, g % 10 == 0 ? 1 : 0));
        }
        Allocation allocation = new Allocation(groups, 3, FRACTIONS);
        for (int g = 0; g < groups.size(); g++) {
            allocation.put(g, 0);
        }
        new MissingLabels(allocation, new SplittableRandom(1)).run();
        assertEquals(0, missing(allocation));
    }

    /** Few groups, labels that overlap: wherever trying everything finds a way, so does it. */
    @Test
    void findsAWayWhereThereIsOne() {
        int possible = 0;
        int rescued = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int labels = 3 + random.nextInt(5);
            List<ImageGroup> groups = new ArrayList<>();
            for (int g = 0; g < 7; g++) {
                int chosen = random.nextInt(1 << labels);
                groups.add(
                        group(
                                labels,
                                IntStream.range(0, labels)
                                        .filter(label -> (chosen >> label & 1) == 1)
                                        .toArray()));
            }
            Allocation allocation = new Allocation(groups, labels + 1, FRACTIONS);
            new IterativeStratification(allocation, new SplittableRandom(seed)).run();
            boolean before = missing(allocation) == 0;
            new MissingLabels(allocation, new SplittableRandom(seed)).run();
            boolean after = missing(allocation) == 0;
            if (tryEverything(groups, labels + 1)) {
                assertTrue(after, "seed " + seed + " with " + labels + " labels");
                possible++;
                rescued += before ? 0 : 1;
            }
        }
        assertTrue(possible >= 50 && rescued >= 10, possible + " possible, rescued " + rescued);
    }

    private static boolean tryEverything(List<ImageGroup> groups, int rows) {
        Allocation allocation = new Allocation(groups, rows, FRACTIONS);
        int all = (int) Math.pow(3, groups.size());
        for (int code = 0; code < all; code++) {
            int rest = code;
            for (int g = 0; g < groups.size(); g++) {
                allocation.put(g, rest % 3);
                rest /= 3;
            }
            if (missing(allocation) == 0) {
                return true;
            }
        }
        return false;
    }

    private static int missing(Allocation allocation) {
        int missing = 0;
        for (int row = 0; row < allocation.rows(); row++) {
            missing += allocation.canBeEverywhere(row) ? allocation.lacking(row) : 0;
        }
        return missing;
    }

    /** Returns a group of one image with some labels. */
    private static ImageGroup group(int labels, int... own) {
        int[] rows = Arrays.copyOf(own, own.length + 1);
        rows[own.length] = labels;
        int[] counts = new int[rows.length];
        Arrays.fill(counts, 1);
        return new ImageGroup(List.of("image"), rows, counts);
    }
}
