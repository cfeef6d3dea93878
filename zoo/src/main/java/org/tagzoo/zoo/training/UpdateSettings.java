package org.tagzoo.zoo.training;

import java.util.OptionalDouble;

/**
 * What a {@link FineTuneTrainer} does beside its optimiser.
 *
 * @param seed of dropout
 * @param microBatchSize how many examples go through the network at once, at most; at least 1
 * @param clipNorm the highest norm of all gradients together; empty: they are taken as they are
 * @param averageDecay decay of an exponential moving average of the weights; empty for none
 */
public record UpdateSettings(
        long seed, int microBatchSize, OptionalDouble clipNorm, OptionalDouble averageDecay) {

    /** Whole batches, gradients as they are, no average. */
    public static final UpdateSettings DEFAULT =
            new UpdateSettings(
                    0, Integer.MAX_VALUE, OptionalDouble.empty(), OptionalDouble.empty());

    public UpdateSettings {
        if (microBatchSize < 1) {
            throw new IllegalArgumentException(
                    "A micro-batch has 1 example or more, not " + microBatchSize);
        }
    }

    /** Returns the same with another seed. */
    public UpdateSettings withSeed(long value) {
        return new UpdateSettings(value, microBatchSize, clipNorm, averageDecay);
    }

    /** Returns the same with smaller micro-batches. */
    public UpdateSettings withMicroBatchSize(int value) {
        return new UpdateSettings(seed, value, clipNorm, averageDecay);
    }

    /** Returns the same with gradients clipped by their common norm. */
    public UpdateSettings withClipNorm(double value) {
        return new UpdateSettings(seed, microBatchSize, OptionalDouble.of(value), averageDecay);
    }

    /** Returns the same with an average of the weights. */
    public UpdateSettings withAverageDecay(double value) {
        return new UpdateSettings(seed, microBatchSize, clipNorm, OptionalDouble.of(value));
    }
}
