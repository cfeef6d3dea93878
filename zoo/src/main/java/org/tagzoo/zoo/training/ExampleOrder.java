package org.tagzoo.zoo.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tagzoo.datasets.random.SeedSequence;

/** In which order an epoch goes through examples, and how they are cut into batches. */
final class ExampleOrder {

    private ExampleOrder() {}

    /** Returns {@code 0} to {@code size - 1} shuffled; depends on the seed and the epoch alone. */
    static int[] shuffled(int size, long seed, int epoch) {
        SplittableRandom random = SeedSequence.random(seed, "order of examples", epoch);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Returns the batches of an order; the last may be smaller. */
    static List<int[]> batches(int[] order, int batchSize) {
        List<int[]> batches = new ArrayList<>();
        for (int first = 0; first < order.length; first += batchSize) {
            batches.add(
                    Arrays.copyOfRange(order, first, Math.min(first + batchSize, order.length)));
        }
        return batches;
    }
}
