package org.tagzoo.datasets.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tagzoo.datasets.random.SeedSequence;

/** In which order an epoch goes through examples, and how they are cut into batches. */
public final class ExampleOrder {

    private ExampleOrder() {}

    /**
     * Returns {@code 0} to {@code size - 1} shuffled; depends on the seed and the epoch alone.
     *
     * @param epoch counted from 1
     */
    public static int[] shuffled(int size, long seed, int epoch) {
        SplittableRandom random = SeedSequence.random(seed, "order of examples", epoch);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /**
     * Returns the batches of an order; the last may be smaller. It does not hold a single example
     * where batches are of more than two: the one before it gives one up. Batch norm has no
     * variance to divide by in a batch of one whose maps are one pixel large; PyTorch refuses it.
     */
    public static List<int[]> batches(int[] order, int batchSize) {
        boolean leavesOne =
                batchSize > 2 && order.length > batchSize && order.length % batchSize == 1;
        List<int[]> batches = new ArrayList<>();
        int first = 0;
        while (first < order.length) {
            int size = Math.min(batchSize, order.length - first);
            if (leavesOne && first + size == order.length - 1) {
                size--;
            }
            batches.add(Arrays.copyOfRange(order, first, first + size));
            first += size;
        }
        return batches;
    }
}
