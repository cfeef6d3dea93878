package org.tagzoo.zoo.schedule;

import org.tagzoo.datasets.check.Check;

/**
 * A learning rate that is multiplied by a factor when a metric has not become better for more than
 * {@code patience} epochs. Unlike the other schedules it depends on what it is told: {@link
 * #epochEnded} after each epoch. The rate is then the same for every update until told again. The
 * momentum stays.
 *
 * <p>Better means, against the best so far: below {@code best * (1 - threshold)} or above {@code
 * best * (1 + threshold)} by the {@link Goal}, and below {@code best - threshold} or above {@code
 * best + threshold} with an absolute threshold. A metric that is not a number is not better. The
 * epochs of a cooldown, which follows each fall, don't count as bad. A fall of no more than 1e-8
 * does not happen.
 *
 * <p>Equal to PyTorch's {@code ReduceLROnPlateau}. For one thread.
 */
public final class ReduceOnPlateau implements RateAndMomentum {

    /** Below this a change of the rate is not worth it; PyTorch's {@code eps}. */
    private static final double LEAST_CHANGE = 1e-8;

    /** Whether smaller or larger metrics are better. */
    public enum Goal {
        MINIMIZE,
        MAXIMIZE
    }

    /**
     * What the schedule remembers, to be kept in a checkpoint.
     *
     * @param learningRate of the next update
     * @param best metric so far; infinite before the first, the worse way
     * @param badEpochs epochs since the best, or since the last fall, that count
     * @param cooldown epochs to come that don't count
     */
    public record State(double learningRate, double best, int badEpochs, int cooldown) {}

    private final double momentum;
    private final Goal goal;
    private final double factor;
    private final int patience;
    private final double threshold;
    private final boolean absolute;
    private final int cooldown;
    private final double minLearningRate;
    private final State start;
    private State state;

    private ReduceOnPlateau(Builder builder) {
        momentum = builder.momentum;
        goal = builder.goal;
        factor = builder.factor;
        patience = builder.patience;
        threshold = builder.threshold;
        absolute = builder.absolute;
        cooldown = builder.cooldown;
        minLearningRate = builder.minLearningRate;
        double worst = goal == Goal.MINIMIZE ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        start = new State(builder.learningRate, worst, 0, 0);
        state = start;
    }

    /** Returns a builder with PyTorch's defaults and a momentum of 0.9. */
    public static Builder builder() {
        return new Builder();
    }

    /** Tells the metric of the epoch that is over. */
    public void epochEnded(double metric) {
        boolean better = isBetter(metric);
        double best = better ? metric : state.best();
        int rest = Math.max(0, state.cooldown() - 1);
        int bad = better || state.cooldown() > 0 ? 0 : state.badEpochs() + 1;
        double rate = state.learningRate();
        if (bad > patience) {
            double reduced = Math.max(rate * factor, minLearningRate);
            rate = rate - reduced > LEAST_CHANGE ? reduced : rate;
            rest = cooldown;
            bad = 0;
        }
        state = new State(rate, best, bad, rest);
    }

    private boolean isBetter(double metric) {
        double best = state.best();
        return goal == Goal.MINIMIZE
                ? metric < (absolute ? best - threshold : best * (1 - threshold))
                : metric > (absolute ? best + threshold : best * (threshold + 1));
    }

    /** Returns the rate since the last epoch that was told of, whatever the update. */
    @Override
    public ExactTracker learningRate() {
        return update -> state.learningRate();
    }

    @Override
    public ExactTracker momentum() {
        return ExactTracker.fixed(momentum);
    }

    /** Returns what the schedule remembers. */
    public State state() {
        return state;
    }

    /** Takes over what another schedule of the same settings remembered. */
    public void restore(State value) {
        state = value;
    }

    /** Forgets all epochs: another training begins, with the first learning rate. */
    public void restart() {
        state = start;
    }

    /** Collects the settings of a {@link ReduceOnPlateau}. */
    public static final class Builder extends ScheduleBuilder<Builder> {

        private Goal goal = Goal.MINIMIZE;
        private double factor = 0.1;
        private int patience = 10;
        private double threshold = 1e-4;
        private boolean absolute;
        private int cooldown;
        private double minLearningRate;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets which metrics are better; smaller ones by default. */
        public Builder optGoal(Goal value) {
            goal = value;
            return this;
        }

        /** Sets what the rate is multiplied by, above 0 and below 1; 0.1 by default. */
        public Builder optFactor(double value) {
            factor = value;
            return this;
        }

        /** Sets how many epochs in a row may be bad, at least 0; 10 by default. */
        public Builder optPatience(int epochs) {
            patience = epochs;
            return this;
        }

        /** Sets by how much a metric must be better to count, at least 0; 1e-4 by default. */
        public Builder optThreshold(double value) {
            threshold = value;
            return this;
        }

        /** Sets whether the threshold is a difference, not a share of the best; not by default. */
        public Builder optAbsoluteThreshold(boolean value) {
            absolute = value;
            return this;
        }

        /** Sets how many epochs after a fall don't count, at least 0; 0 by default. */
        public Builder optCooldown(int epochs) {
            cooldown = epochs;
            return this;
        }

        /** Sets what the rate never falls below, at least 0; 0 by default. */
        public Builder optMinLearningRate(double value) {
            minLearningRate = value;
            return this;
        }

        @Override
        public ReduceOnPlateau build() {
            check();
            Check.that(factor > 0 && factor < 1, "factor", "above 0 and below 1", factor);
            Check.atLeast("patience", patience, 0);
            Check.atLeast("threshold", threshold, 0);
            Check.atLeast("cooldown", cooldown, 0);
            Check.atLeast("minLearningRate", minLearningRate, 0);
            return new ReduceOnPlateau(this);
        }
    }
}
