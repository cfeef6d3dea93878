package org.tagzoo.zoo.schedule;

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
        Checks checks = new Checks("a constant schedule");
        checks.that("rate", rate, rate >= 0 && Double.isFinite(rate), "finite and at least 0");
        checks.momentum("momentum", momentum);
        return of(ExactTracker.fixed(rate), ExactTracker.fixed(momentum));
    }

    /** Returns two trackers together. */
    static RateAndMomentum of(ExactTracker learningRate, ExactTracker momentum) {
        return new RateAndMomentum() {
            @Override
            public ExactTracker learningRate() {
                return learningRate;
            }

            @Override
            public ExactTracker momentum() {
                return momentum;
            }
        };
    }
}
