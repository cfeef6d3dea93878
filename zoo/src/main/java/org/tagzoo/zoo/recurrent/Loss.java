package org.tagzoo.zoo.recurrent;

/** How far a prediction is from what came, summed over its numbers, and the derivative by each. */
public enum Loss {
    /** {@code (p - y)²}. */
    SQUARED_DISTANCE {
        @Override
        double value(double predicted, double actual) {
            return (predicted - actual) * (predicted - actual);
        }

        @Override
        double derivative(double predicted, double actual) {
            return 2 * (predicted - actual);
        }
    },
    /** {@code -y ln p}, of a {@code p} that is raised to the least normal double above 0. */
    CROSS_ENTROPY {
        @Override
        double value(double predicted, double actual) {
            return actual == 0 ? 0 : -actual * Math.log(Math.max(predicted, Double.MIN_NORMAL));
        }

        @Override
        double derivative(double predicted, double actual) {
            return actual == 0 ? 0 : -actual / Math.max(predicted, Double.MIN_NORMAL);
        }
    };

    abstract double value(double predicted, double actual);

    abstract double derivative(double predicted, double actual);

    /** Returns the loss of two vectors of one length. */
    public double value(double[] predicted, double[] actual) {
        double sum = 0;
        for (int i = 0; i < predicted.length; i++) {
            sum += value(predicted[i], actual[i]);
        }
        return sum;
    }

    /** Returns the derivative by each number of the prediction. */
    public double[] derivative(double[] predicted, double[] actual) {
        double[] derivative = new double[predicted.length];
        for (int i = 0; i < derivative.length; i++) {
            derivative[i] = derivative(predicted[i], actual[i]);
        }
        return derivative;
    }
}
