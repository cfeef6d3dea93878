package org.tagzoo.zoo.schedule;

import org.tagzoo.datasets.check.Check;

/**
 * The one-cycle schedule with cosine annealing: the learning rate rises from {@code maxLr /
 * divFactor} to {@code maxLr} and falls to {@code maxLr / divFactor / finalDivFactor}, while the
 * momentum falls from {@code maxMomentum} to {@code baseMomentum} and rises again.
 *
 * <p>With {@code peak = pctStart * totalUpdates - 1}, update {@code k} lies at {@code p = k / peak}
 * of the rise, or at {@code p = (k - peak) / (totalUpdates - 1 - peak)} of the fall, and a value
 * between {@code a} and {@code b} is {@code b + (a - b) / 2 * (1 + cos(pi * p))}. A rise or fall of
 * no length stands at its end.
 *
 * <p>Equal to PyTorch's {@code OneCycleLR} in two phases; its defaults are the defaults here. Like
 * there, update {@code totalUpdates}, one past the last, still has a value (the state after the
 * last {@code step()}), and any later one is an error.
 *
 * <pre>{@code
 * OneCycle cycle = OneCycle.builder().setMaxLr(0.01).setTotalUpdates(25 * batches).build();
 * Sgd.builder().setLearningRateTracker(cycle.learningRate()).optMomentumTracker(cycle.momentum());
 * }</pre>
 *
 * @param learningRate of each update
 * @param momentum of each update
 * @see <a href="https://arxiv.org/abs/1708.07120">Smith and Topin: Super-Convergence, 2017</a>
 */
public record OneCycle(ExactTracker learningRate, ExactTracker momentum)
        implements RateAndMomentum {

    /** Returns a builder with PyTorch's defaults. */
    public static Builder builder() {
        return new Builder();
    }

    private static double anneal(double start, double end, double done, double length) {
        double part = length > 0 ? done / length : 1;
        return end + (start - end) / 2 * (Math.cos(Math.PI * part) + 1);
    }

    /** Collects the settings of a {@link OneCycle}. */
    public static final class Builder {

        private double maxLr = Double.NaN;
        private long totalUpdates;
        private double pctStart = 0.3;
        private double divFactor = 25;
        private double finalDivFactor = 1e4;
        private double baseMomentum = 0.85;
        private double maxMomentum = 0.95;

        private Builder() {}

        /** Sets the highest learning rate, above 0 and finite. */
        public Builder setMaxLr(double value) {
            maxLr = value;
            return this;
        }

        /** Sets the number of updates of the whole training, at least 1. */
        public Builder setTotalUpdates(long value) {
            totalUpdates = value;
            return this;
        }

        /** Sets the share of the updates that the rise takes, 0 to 1; 0.3 by default. */
        public Builder optPctStart(double value) {
            pctStart = value;
            return this;
        }

        /** Sets {@code maxLr / initial learning rate}, above 0; 25 by default. */
        public Builder optDivFactor(double value) {
            divFactor = value;
            return this;
        }

        /** Sets {@code initial / final learning rate}, above 0; 10,000 by default. */
        public Builder optFinalDivFactor(double value) {
            finalDivFactor = value;
            return this;
        }

        /** Sets the lowest momentum, at least 0 and below 1; 0.85 by default. */
        public Builder optBaseMomentum(double value) {
            baseMomentum = value;
            return this;
        }

        /** Sets the highest momentum, at least 0 and below 1; 0.95 by default. */
        public Builder optMaxMomentum(double value) {
            maxMomentum = value;
            return this;
        }

        /**
         * Returns the schedule.
         *
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public OneCycle build() {
            Check.above0("maxLr", maxLr);
            Check.atLeast("totalUpdates", totalUpdates, 1);
            Check.within("pctStart", pctStart, 0, 1);
            Check.above0("divFactor", divFactor);
            Check.above0("finalDivFactor", finalDivFactor);
            RateAndMomentum.checkMomentum("baseMomentum", baseMomentum);
            RateAndMomentum.checkMomentum("maxMomentum", maxMomentum);
            Check.that(
                    maxMomentum >= baseMomentum,
                    "maxMomentum",
                    "at least baseMomentum (" + baseMomentum + ")",
                    maxMomentum);
            double initialLr = maxLr / divFactor;
            return new OneCycle(
                    tracker(initialLr, maxLr, initialLr / finalDivFactor),
                    tracker(maxMomentum, baseMomentum, maxMomentum));
        }

        private ExactTracker tracker(double start, double middle, double end) {
            double peak = pctStart * totalUpdates - 1;
            double fall = totalUpdates - 1 - peak;
            return ExactTracker.upTo(
                    totalUpdates,
                    update ->
                            update <= peak
                                    ? anneal(start, middle, (double) update, peak)
                                    : anneal(middle, end, update - peak, fall));
        }
    }
}
