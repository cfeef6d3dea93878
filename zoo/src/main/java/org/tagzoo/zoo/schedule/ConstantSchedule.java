package org.tagzoo.zoo.schedule;

/**
 * The same learning rate and momentum at every update, without an end.
 *
 * @param rate the learning rate, not negative and finite
 * @param momentum the momentum, at least 0 and below 1; 0 for none
 */
public record ConstantSchedule(double rate, double momentum) implements Schedule {

    public ConstantSchedule {
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The learning rate must be finite and at least 0, but is " + rate);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException(
                    "The momentum must be at least 0 and below 1, but is " + momentum);
        }
    }

    @Override
    public double learningRate(long update) {
        checkNotNegative(update);
        return rate;
    }

    @Override
    public double momentum(long update) {
        checkNotNegative(update);
        return momentum;
    }

    private static void checkNotNegative(long update) {
        if (update < 0) {
            throw new IllegalArgumentException("Updates are counted from 0, but came " + update);
        }
    }
}
