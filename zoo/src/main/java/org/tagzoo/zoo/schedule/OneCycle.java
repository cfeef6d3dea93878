package org.tagzoo.zoo.schedule;

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
 * @see <a href="https://arxiv.org/abs/1708.07120">Smith and Topin: Super-Convergence, 2017</a>
 */
public final class OneCycle implements RateAndMomentum {

    private final double maxLr;
    private final double initialLr;
    private final double finalLr;
    private final double baseMomentum;
    private final double maxMomentum;
    private final long totalUpdates;
    private final double peak;

    private OneCycle(Builder builder) {
        maxLr = builder.maxLr;
        initialLr = maxLr / builder.divFactor;
        finalLr = initialLr / builder.finalDivFactor;
        baseMomentum = builder.baseMomentum;
        maxMomentum = builder.maxMomentum;
        totalUpdates = builder.totalUpdates;
        peak = builder.pctStart * totalUpdates - 1;
    }

    /** Returns a builder with PyTorch's defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ExactTracker learningRate() {
        return update -> value(update, initialLr, maxLr, finalLr);
    }

    @Override
    public ExactTracker momentum() {
        return update -> value(update, maxMomentum, baseMomentum, maxMomentum);
    }

    private double value(long update, double start, double middle, double end) {
        if (update < 0 || update > totalUpdates) {
            throw new IllegalArgumentException(
                    "Update %d lies outside the schedule of %d updates (0 to %d)"
                            .formatted(update, totalUpdates, totalUpdates));
        }
        if (update <= peak) {
            return anneal(start, middle, (double) update, peak);
        }
        return anneal(middle, end, update - peak, totalUpdates - 1 - peak);
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
            check("maxLr", maxLr, maxLr > 0 && finite(maxLr), "above 0 and finite");
            check("totalUpdates", totalUpdates, totalUpdates >= 1, "at least 1");
            check("pctStart", pctStart, pctStart >= 0 && pctStart <= 1, "0 to 1");
            check("divFactor", divFactor, divFactor > 0 && finite(divFactor), "above 0");
            check(
                    "finalDivFactor",
                    finalDivFactor,
                    finalDivFactor > 0 && finite(finalDivFactor),
                    "above 0");
            check(
                    "baseMomentum",
                    baseMomentum,
                    baseMomentum >= 0 && baseMomentum < 1,
                    "at least 0 and below 1");
            check(
                    "maxMomentum",
                    maxMomentum,
                    maxMomentum >= baseMomentum && maxMomentum < 1,
                    "at least baseMomentum (" + baseMomentum + ") and below 1");
            return new OneCycle(this);
        }

        private static boolean finite(double value) {
            return Double.isFinite(value);
        }

        private static void check(String name, Number value, boolean ok, String allowed) {
            if (!ok) {
                throw new IllegalArgumentException(
                        "%s of a one-cycle schedule must be %s, but is %s"
                                .formatted(name, allowed, value));
            }
        }
    }
}
