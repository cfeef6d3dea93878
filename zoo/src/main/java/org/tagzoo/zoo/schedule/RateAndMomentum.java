package org.tagzoo.zoo.schedule;

import org.tagzoo.datasets.check.Check;

/** What learning rate and momentum do from update to update, as two DJL trackers. */
public interface RateAndMomentum {

    /** Returns the tracker of the learning rate. */
    ExactTracker learningRate();

    /** Returns the tracker of the momentum, which is 0 for none. */
    ExactTracker momentum();

    /**
     * Returns the same learning rate and momentum at every update, without an end.
     *
     * @param rate the learning rate, at least 0 and finite
     * @param momentum at least 0 and below 1
     * @throws IllegalArgumentException if one is out of its range
     */
    static RateAndMomentum constant(double rate, double momentum) {
        Check.atLeast("rate", rate, 0);
        checkMomentum("momentum", momentum);
        return of(ExactTracker.fixed(rate), ExactTracker.fixed(momentum));
    }

    /** Returns two trackers together. */
    static RateAndMomentum of(ExactTracker learningRate, ExactTracker momentum) {
        record Two(ExactTracker learningRate, ExactTracker momentum) implements RateAndMomentum {}
        return new Two(learningRate, momentum);
    }

    /** Refuses a momentum that is not at least 0 and below 1. */
    static void checkMomentum(String name, double value) {
        Check.that(value >= 0 && value < 1, name, "at least 0 and below 1", value);
    }
}
