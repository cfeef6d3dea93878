package org.tagzoo.zoo.schedule;

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
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter: SGDR, 2016</a>
 */
public final class CosineAnnealing implements RateAndMomentum {

    private final double learningRate;
    private final double minLearningRate;
    private final double momentum;
    private final long totalUpdates;
    private final long warmUpUpdates;
    private final double warmUpFactor;

    private CosineAnnealing(Builder builder) {
        learningRate = builder.learningRate;
        minLearningRate = builder.minLearningRate;
        momentum = builder.momentum;
        totalUpdates = builder.totalUpdates;
        warmUpUpdates = builder.warmUpUpdates;
        warmUpFactor = builder.warmUpFactor;
    }

    /** Returns a builder without warm-up, down to 0, with a momentum of 0.9. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ExactTracker learningRate() {
        return this::rate;
    }

    private double rate(long update) {
        check(update);
        if (update < warmUpUpdates) {
            double part = (double) update / warmUpUpdates;
            return learningRate * (warmUpFactor + (1 - warmUpFactor) * part);
        }
        double angle = Math.PI * (update - warmUpUpdates) / (totalUpdates - warmUpUpdates);
        return minLearningRate + (learningRate - minLearningRate) * (1 + Math.cos(angle)) / 2;
    }

    @Override
    public ExactTracker momentum() {
        return update -> {
            check(update);
            return momentum;
        };
    }

    private void check(long update) {
        if (update < 0 || update > totalUpdates) {
            throw new IllegalArgumentException(
                    "Update %d lies outside the schedule of %d updates (0 to %d)"
                            .formatted(update, totalUpdates, totalUpdates));
        }
    }

    /** Collects the settings of a {@link CosineAnnealing}. */
    public static final class Builder {

        private double learningRate = Double.NaN;
        private double minLearningRate;
        private double momentum = 0.9;
        private long totalUpdates;
        private long warmUpUpdates;
        private double warmUpFactor = 0.01;

        private Builder() {}

        /** Sets the highest learning rate, above 0 and finite. */
        public Builder setLearningRate(double value) {
            learningRate = value;
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

        /** Sets the momentum, at least 0 and below 1; 0.9 by default. */
        public Builder optMomentum(double value) {
            momentum = value;
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

        /**
         * Returns the schedule.
         *
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public CosineAnnealing build() {
            Checks checks = new Checks("a cosine schedule");
            checks.rate("learningRate", learningRate);
            checks.that(
                    "minLearningRate",
                    minLearningRate,
                    minLearningRate >= 0 && minLearningRate <= learningRate,
                    "at least 0 and at most learningRate (" + learningRate + ")");
            checks.momentum("momentum", momentum);
            checks.that("totalUpdates", totalUpdates, totalUpdates >= 1, "at least 1");
            checks.that(
                    "warmUpUpdates",
                    warmUpUpdates,
                    warmUpUpdates >= 0 && warmUpUpdates < totalUpdates,
                    "at least 0 and below totalUpdates (" + totalUpdates + ")");
            checks.that(
                    "warmUpFactor",
                    warmUpFactor,
                    warmUpFactor > 0 && warmUpFactor <= 1,
                    "above 0 and at most 1");
            return new CosineAnnealing(this);
        }
    }
}
