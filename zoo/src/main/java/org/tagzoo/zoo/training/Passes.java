package org.tagzoo.zoo.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.batch.ExampleOrder;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * The batches of a training, one after the other, whatever an epoch is: passes through the training
 * part, each in an order that depends on the seed and the pass alone. Examples with pseudo-labels
 * join at so many a batch, in passes of their own.
 */
final class Passes {

    private final int examples;
    private final int batchSize;
    private final int pseudoExamples;
    private final int pseudoPerBatch;
    private final long seed;
    private int current;
    private List<int[]> batches = List.of();
    private int currentPseudo;
    private int[] pseudo = {};

    Passes(int examples, int batchSize, long seed) {
        this(examples, batchSize, 0, 0, seed);
    }

    /**
     * @param examples with labels, the first ones
     * @param batchSize of all examples, those with pseudo-labels among them
     * @param pseudoExamples how many have pseudo-labels, the last ones
     * @param pseudoPerBatch how many of these each batch has
     */
    Passes(int examples, int batchSize, int pseudoExamples, int pseudoPerBatch, long seed) {
        this.examples = examples;
        this.batchSize = batchSize - pseudoPerBatch;
        this.pseudoExamples = pseudoExamples;
        this.pseudoPerBatch = pseudoPerBatch;
        this.seed = seed;
    }

    /** Returns how many updates go through the examples with labels once. */
    long updates() {
        return Training.updatesPerEpoch(examples, batchSize);
    }

    /** Returns which pass an update belongs to, from 1. */
    int pass(long update) {
        return Math.toIntExact(update / updates() + 1);
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
        List<int[]> some = batches.subList(first, (int) Math.min(batches.size(), first + most));
        return pseudoPerBatch == 0
                ? some
                : IntStream.range(0, some.size())
                        .mapToObj(n -> ArrayUtils.addAll(some.get(n), pseudo(update + n)))
                        .toList();
    }

    /** Returns the examples with pseudo-labels of an update. */
    private int[] pseudo(long update) {
        int[] some = new int[pseudoPerBatch];
        for (int i = 0; i < some.length; i++) {
            long place = update * pseudoPerBatch + i;
            int pass = Math.toIntExact(place / pseudoExamples + 1);
            if (pass != currentPseudo) {
                long own = SeedSequence.derive(seed, "pseudo-labels");
                pseudo = ExampleOrder.shuffled(pseudoExamples, own, pass);
                currentPseudo = pass;
            }
            some[i] = examples + pseudo[(int) (place % pseudoExamples)];
        }
        return some;
    }

    /** Returns the examples of some updates, in the order in which they come. */
    int[] examples(long firstUpdate, long end) {
        return LongStream.range(firstUpdate, end)
                .mapToObj(update -> from(update, 1).get(0))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }
}
