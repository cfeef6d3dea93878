package org.tagzoo.zoo.schedule;

import java.util.Arrays;
import org.tagzoo.datasets.check.Check;

/**
 * A learning rate that is multiplied by a factor every so many epochs, or at given epochs. The
 * momentum stays. It has no end.
 *
 * <p>Epoch {@code e = k / updatesPerEpoch}, rounded down, of update {@code k} uses {@code
 * learningRate * factor^s}, where {@code s} is {@code e / every}, rounded down, or the number of
 * milestones up to {@code e}. Equal to PyTorch's {@code StepLR} and {@code MultiStepLR}, stepped
 * after each epoch; epochs count from 0, so that milestone 30 is the first epoch after 30 whole
 * ones.
 *
 * @param learningRate of each update
 * @param momentum of each update
 */
public record StepDecay(ExactTracker learningRate, ExactTracker momentum)
        implements RateAndMomentum {

    /** Returns a builder with a factor of 0.1 and a momentum of 0.9. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the settings of a {@link StepDecay}. */
    public static final class Builder extends ScheduleBuilder<Builder> {

        private double factor = 0.1;
        private long updatesPerEpoch;
        private int every;
        private int[] milestones = {};

        private Builder() {}

        @Override
        Builder self() {
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

        /** {@inheritDoc} Both kinds of steps can't be set. */
        @Override
        public StepDecay build() {
            check();
            Check.that(factor > 0 && factor <= 1, "factor", "above 0 and at most 1", factor);
            Check.atLeast("updatesPerEpoch", updatesPerEpoch, 1);
            boolean isEvery = milestones.length == 0;
            Check.that(
                    isEvery ? every >= 1 : every == 0,
                    "every",
                    isEvery ? "at least 1 without milestones" : "left out where milestones are",
                    every);
            for (int milestone : milestones) {
                Check.atLeast("A milestone", milestone, 1);
            }
            return new StepDecay(rate(), ExactTracker.fixed(momentum));
        }

        private ExactTracker rate() {
            double first = learningRate;
            double base = factor;
            long updates = updatesPerEpoch;
            long each = every;
            int[] at = milestones;
            return ExactTracker.from0(
                    update -> {
                        long epoch = update / updates;
                        long steps =
                                each > 0
                                        ? epoch / each
                                        : Arrays.stream(at).filter(m -> m <= epoch).count();
                        return first * Math.pow(base, (double) steps);
                    });
        }
    }
}
