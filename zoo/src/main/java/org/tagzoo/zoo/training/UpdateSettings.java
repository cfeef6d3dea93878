package org.tagzoo.zoo.training;

import java.util.OptionalDouble;
import org.tagzoo.datasets.check.Check;

/**
 * What a {@link FineTuneTrainer} does beside its optimiser.
 *
 * @param seed of dropout
 * @param microBatchSize how many examples go through the network at once, at most; at least 1
 * @param clipNorm the highest norm of all gradients together; empty: they are taken as they are
 * @param averageDecay decay of an exponential moving average of the weights; empty for none
 * @param activityL1 what the absolute values of all that the head's hidden layers give are
 *     multiplied with and added to the loss, 0 upwards; 0 for none. It is their sum over the batch,
 *     not a mean, as in Keras's {@code activity_regularizer} up to 2.1.6 on one layer
 */
public record UpdateSettings(
        long seed,
        int microBatchSize,
        OptionalDouble clipNorm,
        OptionalDouble averageDecay,
        double activityL1) {

    /** Whole batches, gradients as they are, no average. */
    public static final UpdateSettings DEFAULT =
            new UpdateSettings(
                    0, Integer.MAX_VALUE, OptionalDouble.empty(), OptionalDouble.empty(), 0);

    public UpdateSettings {
        if (microBatchSize < 1) {
            throw new IllegalArgumentException(
                    "A micro-batch has 1 example or more, not " + microBatchSize);
        }
        Check.that(
                activityL1 >= 0 && Double.isFinite(activityL1),
                "activityL1",
                "a number of 0 or more",
                activityL1);
    }

    /** Returns the same with another seed. */
    public UpdateSettings withSeed(long value) {
        return new UpdateSettings(value, microBatchSize, clipNorm, averageDecay, activityL1);
    }

    /** Returns the same with smaller micro-batches. */
    public UpdateSettings withMicroBatchSize(int value) {
        return new UpdateSettings(seed, value, clipNorm, averageDecay, activityL1);
    }

    /** Returns the same with gradients clipped by their common norm. */
    public UpdateSettings withClipNorm(double value) {
        return new UpdateSettings(
                seed, microBatchSize, OptionalDouble.of(value), averageDecay, activityL1);
    }

    /** Returns the same with an average of the weights. */
    public UpdateSettings withAverageDecay(double value) {
        return new UpdateSettings(
                seed, microBatchSize, clipNorm, OptionalDouble.of(value), activityL1);
    }

    /** Returns the same with a penalty on what the head's hidden layers give. */
    public UpdateSettings withActivityL1(double value) {
        return new UpdateSettings(seed, microBatchSize, clipNorm, averageDecay, value);
    }
}
