package org.tagzoo.zoo.schedule;

import java.util.Arrays;

/**
 * A learning rate that is multiplied by a factor every so many epochs, or at given epochs. The
 * momentum stays. It has no end.
 *
 * <p>Epoch {@code e = k / updatesPerEpoch}, rounded down, of update {@code k} uses {@code
 * learningRate * factor^s}, where {@code s} is {@code e / every}, rounded down, or the number of
 * milestones up to {@code e}. Equal to PyTorch's {@code StepLR} and {@code MultiStepLR}, stepped
 * after each epoch; epochs count from 0, so that milestone 30 is the first epoch after 30 whole
 * ones.
 */
public final class StepDecay implements RateAndMomentum {

    private final double learningRate;
    private final double momentum;
    private final double factor;
    private final long updatesPerEpoch;
    private final int every;
    private final int[] milestones;

    private StepDecay(Builder builder) {
        learningRate = builder.learningRate;
        momentum = builder.momentum;
        factor = builder.factor;
        updatesPerEpoch = builder.updatesPerEpoch;
        every = builder.every;
        milestones = builder.milestones;
    }

    /** Returns a builder with a factor of 0.1 and a momentum of 0.9. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ExactTracker learningRate() {
        return this::rate;
    }

    private double rate(long update) {
        checkNotNegative(update);
        long epoch = update / updatesPerEpoch;
        long steps =
                every > 0
                        ? epoch / every
                        : Arrays.stream(milestones).filter(m -> m <= epoch).count();
        return learningRate * Math.pow(factor, (double) steps);
    }

    @Override
    public ExactTracker momentum() {
        return ExactTracker.fixed(momentum);
    }

    private static void checkNotNegative(long update) {
        if (update < 0) {
            throw new IllegalArgumentException("Updates are counted from 0, but came " + update);
        }
    }

    /** Collects the settings of a {@link StepDecay}. */
    public static final class Builder {

        private double learningRate = Double.NaN;
        private double momentum = 0.9;
        private double factor = 0.1;
        private long updatesPerEpoch;
        private int every;
        private int[] milestones = {};

        private Builder() {}

        /** Sets the first learning rate, above 0 and finite. */
        public Builder setLearningRate(double value) {
            learningRate = value;
            return this;
        }

        /** Sets how many updates an epoch has, at least 1. */
        public Builder setUpdatesPerEpoch(long value) {
            updatesPerEpoch = value;
            return this;
        }

        /** Sets after how many epochs each the rate falls, at least 1; or set milestones. */
        public Builder optEvery(int epochs) {
            every = epochs;
            return this;
        }

        /**
         * Sets the epochs, counted from 0, that begin with a fall, at least 1 each, in any order;
         * one that is named twice falls twice.
         */
        public Builder optMilestones(int... epochs) {
            milestones = epochs.clone();
            return this;
        }

        /** Sets what the rate is multiplied by, above 0 and at most 1; 0.1 by default. */
        public Builder optFactor(double value) {
            factor = value;
            return this;
        }

        /** Sets the momentum, at least 0 and below 1; 0.9 by default. */
        public Builder optMomentum(double value) {
            momentum = value;
            return this;
        }

        /**
         * Returns the schedule.
         *
         * @throws IllegalArgumentException if a setting is missing or out of its range, or both
         *     kinds of steps are set
         */
        public StepDecay build() {
            Checks checks = new Checks("a step schedule");
            checks.rate("learningRate", learningRate);
            checks.momentum("momentum", momentum);
            checks.that("factor", factor, factor > 0 && factor <= 1, "above 0 and at most 1");
            checks.that("updatesPerEpoch", updatesPerEpoch, updatesPerEpoch >= 1, "at least 1");
            boolean isEvery = milestones.length == 0;
            checks.that(
                    "every",
                    every,
                    isEvery ? every >= 1 : every == 0,
                    isEvery ? "at least 1 without milestones" : "left out where milestones are");
            for (int milestone : milestones) {
                checks.that("A milestone", milestone, milestone >= 1, "at least 1");
            }
            return new StepDecay(this);
        }
    }
}
