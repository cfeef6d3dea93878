package org.tagzoo.zoo.training;

import java.util.OptionalDouble;
import org.tagzoo.datasets.check.Check;

/**
 * What a {@link FineTuneTrainer} does beside its optimiser.
 *
 * @param seed of dropout and mixup
 * @param microBatchSize how many examples go through the network at once, at most; at least 1
 * @param clipNorm the highest norm of all gradients together; empty: they are taken as they are
 * @param averageDecay decay of an exponential moving average of the weights; empty for none
 * @param activityL1 what the absolute values of all that the head's hidden layers give are
 *     multiplied with and added to the loss, 0 upwards; 0 for none. It is their sum over the batch,
 *     not a mean, as in Keras's {@code activity_regularizer} up to 2.1.6 on one layer
 * @param mixup both parameters of the beta distribution by whose shares examples of a batch are
 *     mixed, 0 to 100 (arXiv:1710.09412); 0: they are not
 * @param averageEpochs the mean of the weights at the end of so many last epochs is used, 1 or more
 *     (arXiv:1803.05407); 0: the last weights are. Not with {@code averageDecay}
 */
public record UpdateSettings(
        long seed,
        int microBatchSize,
        OptionalDouble clipNorm,
        OptionalDouble averageDecay,
        double activityL1,
        double mixup,
        int averageEpochs) {

    /** The largest {@code mixup}: nearly always half of each. */
    public static final double MOST_MIXUP = 100;

    /** Whole batches, gradients as they are, nothing mixed, no average. */
    public static final UpdateSettings DEFAULT =
            new UpdateSettings(
                    0, Integer.MAX_VALUE, OptionalDouble.empty(), OptionalDouble.empty(), 0, 0, 0);

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
        Check.within("mixup", mixup, 0, MOST_MIXUP);
        Check.atLeast("averageEpochs", averageEpochs, 0);
        Check.that(
                averageEpochs == 0 || averageDecay.isEmpty(),
                "averageEpochs",
                "left out beside averageDecay, which averages weights too",
                averageEpochs);
    }

    /** Returns whether an average of the weights is used in place of the last ones. */
    boolean averages() {
        return averageDecay.isPresent() || averageEpochs > 0;
    }

    /** Returns the same with another seed. */
    public UpdateSettings withSeed(long value) {
        return new UpdateSettings(
                value, microBatchSize, clipNorm, averageDecay, activityL1, mixup, averageEpochs);
    }

    /** Returns the same with smaller micro-batches. */
    public UpdateSettings withMicroBatchSize(int value) {
        return new UpdateSettings(
                seed, value, clipNorm, averageDecay, activityL1, mixup, averageEpochs);
    }

    /** Returns the same with gradients clipped by their common norm. */
    public UpdateSettings withClipNorm(double value) {
        return new UpdateSettings(
                seed,
                microBatchSize,
                OptionalDouble.of(value),
                averageDecay,
                activityL1,
                mixup,
                averageEpochs);
    }

    /** Returns the same with a moving average of the weights. */
    public UpdateSettings withAverageDecay(double value) {
        return new UpdateSettings(
                seed,
                microBatchSize,
                clipNorm,
                OptionalDouble.of(value),
                activityL1,
                mixup,
                averageEpochs);
    }

    /** Returns the same with a penalty on what the head's hidden layers give. */
    public UpdateSettings withActivityL1(double value) {
        return new UpdateSettings(
                seed, microBatchSize, clipNorm, averageDecay, value, mixup, averageEpochs);
    }

    /** Returns the same with examples of a batch mixed; 0 for none. */
    public UpdateSettings withMixup(double value) {
        return new UpdateSettings(
                seed, microBatchSize, clipNorm, averageDecay, activityL1, value, averageEpochs);
    }

    /** Returns the same with the mean of the weights of the last epochs; 0 for none. */
    public UpdateSettings withAverageEpochs(int value) {
        return new UpdateSettings(
                seed, microBatchSize, clipNorm, averageDecay, activityL1, mixup, value);
    }
}
