package org.tagzoo.zoo.schedule;

import org.tagzoo.datasets.check.Check;

/**
 * Collects the settings of schedules with one momentum.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ScheduleBuilder<B extends ScheduleBuilder<B>>
        permits CosineAnnealing.Builder, ReduceOnPlateau.Builder, StepDecay.Builder {

    double learningRate = Double.NaN;
    double momentum = 0.9;

    abstract B self();

    /** Sets the highest learning rate, which is the first after a warm-up, above 0 and finite. */
    public final B setLearningRate(double value) {
        learningRate = value;
        return self();
    }

    /** Sets the momentum, at least 0 and below 1; 0.9 by default. */
    public final B optMomentum(double value) {
        momentum = value;
        return self();
    }

    /**
     * Returns the schedule.
     *
     * @throws IllegalArgumentException if a setting is missing or out of its range
     */
    public abstract RateAndMomentum build();

    final void check() {
        Check.above0("learningRate", learningRate);
        RateAndMomentum.checkMomentum("momentum", momentum);
    }
}
