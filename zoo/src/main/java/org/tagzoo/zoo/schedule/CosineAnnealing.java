package org.tagzoo.zoo.schedule;

import org.tagzoo.datasets.check.Check;

/**
 * Cosine annealing, with a linear warm-up before it if wanted: the learning rate rises in equal
 * steps from {@code warmUpFactor * learningRate} to {@code learningRate} and falls to {@code
 * minLearningRate} along half a cosine. The momentum stays.
 *
 * <p>Of {@code T} updates {@code W} are the warm-up. Update {@code k < W} uses {@code learningRate
 * * (f + (1 - f) * k / W)} with {@code f = warmUpFactor}, a later one {@code min + (learningRate -
 * min) / 2 * (1 + cos(pi * (k - W) / (T - W)))}.
 *
 * <p>Equal to PyTorch's {@code CosineAnnealingLR(T_max=T - W, eta_min=minLearningRate)}, after its
 * {@code LinearLR(start_factor=f, total_iters=W)} in a {@code SequentialLR}. Update {@code T}, one
 * past the last, has a value as in {@link OneCycle}; a later one is an error, where PyTorch's rate
 * rises again.
 *
 * @param learningRate of each update
 * @param momentum of each update
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter: SGDR, 2016</a>
 */
public record CosineAnnealing(ExactTracker learningRate, ExactTracker momentum)
        implements RateAndMomentum {

    /** Returns a builder without warm-up, down to 0, with a momentum of 0.9. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the settings of a {@link CosineAnnealing}. */
    public static final class Builder extends ScheduleBuilder<Builder> {

        private double minLearningRate;
        private long totalUpdates;
        private long warmUpUpdates;
        private double warmUpFactor = 0.01;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets the number of updates of the whole training, warm-up included, at least 1. */
        public Builder setTotalUpdates(long value) {
            totalUpdates = value;
            return this;
        }

        /** Sets the last learning rate, at least 0 and at most the highest; 0 by default. */
        public Builder optMinLearningRate(double value) {
            minLearningRate = value;
            return this;
        }

        /** Sets how many updates the warm-up takes, less than all; none by default. */
        public Builder optWarmUpUpdates(long value) {
            warmUpUpdates = value;
            return this;
        }

        /** Sets the share of the rate that the warm-up begins with, above 0 to 1; 0.01. */
        public Builder optWarmUpFactor(double value) {
            warmUpFactor = value;
            return this;
        }

        @Override
        public CosineAnnealing build() {
            check();
            Check.that(
                    minLearningRate >= 0 && minLearningRate <= learningRate,
                    "minLearningRate",
                    "at least 0 and at most learningRate (" + learningRate + ")",
                    minLearningRate);
            Check.atLeast("totalUpdates", totalUpdates, 1);
            Check.that(
                    warmUpUpdates >= 0 && warmUpUpdates < totalUpdates,
                    "warmUpUpdates",
                    "at least 0 and below totalUpdates (" + totalUpdates + ")",
                    warmUpUpdates);
            Check.that(
                    warmUpFactor > 0 && warmUpFactor <= 1,
                    "warmUpFactor",
                    "above 0 and at most 1",
                    warmUpFactor);
            double stays = momentum;
            return new CosineAnnealing(
                    ExactTracker.upTo(totalUpdates, rate()),
                    ExactTracker.upTo(totalUpdates, update -> stays));
        }

        private ExactTracker rate() {
            double max = learningRate;
            double min = minLearningRate;
            double factor = warmUpFactor;
            long warmUp = warmUpUpdates;
            long fall = totalUpdates - warmUp;
            return update ->
                    update < warmUp
                            ? max * (factor + (1 - factor) * ((double) update / warmUp))
                            : min
                                    + (max - min)
                                            * (1 + Math.cos(Math.PI * (update - warmUp) / fall))
                                            / 2;
        }
    }
}
