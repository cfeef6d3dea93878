package org.tagzoo.zoo.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.tagzoo.datasets.batch.ExampleOrder;

/**
 * The batches of a training, one after the other, whatever an epoch is: passes through the training
 * part, each in an order that depends on the seed and the pass alone.
 */
final class Passes {

    private final int examples;
    private final int batchSize;
    private final long seed;
    private int current;
    private List<int[]> batches = List.of();

    Passes(int examples, int batchSize, long seed) {
        this.examples = examples;
        this.batchSize = batchSize;
        this.seed = seed;
    }

    /** Returns which pass an update belongs to, from 1. */
    int pass(long update) {
        return Math.toIntExact(update / Training.updatesPerEpoch(examples, batchSize) + 1);
    }

    /**
     * Returns the batches from an update on that belong to its pass.
     *
     * @param most so many at most
     */
    List<int[]> from(long update, long most) {
        int pass = pass(update);
        if (pass != current) {
            batches = ExampleOrder.batches(ExampleOrder.shuffled(examples, seed, pass), batchSize);
            current = pass;
        }
        int first = (int) (update % batches.size());
        return batches.subList(first, (int) Math.min(batches.size(), first + most));
    }

    /** Returns the examples of some updates, in the order in which they come. */
    int[] examples(long firstUpdate, long end) {
        return LongStream.range(firstUpdate, end)
                .mapToObj(update -> from(update, 1).get(0))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }
}
