package org.tagzoo.zoo.recurrent;

import org.apache.commons.lang3.math.NumberUtils;

/** {@code exp(x) / Σ exp(x)}: numbers above 0 that sum to 1. */
public final class Softmax {

    private Softmax() {}

    /** Returns it for one or more finite numbers. */
    public static double[] value(double... x) {
        double max = NumberUtils.max(x);
        double[] value = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            value[i] = Math.exp(x[i] - max);
            sum += value[i];
        }
        for (int i = 0; i < x.length; i++) {
            value[i] /= sum;
        }
        return value;
    }

    /**
     * Returns the derivative of a loss by the numbers that went in: the one by what came out, times
     * the matrix of derivatives {@code p_i (1 if i = j, else 0) - p_i p_j}.
     *
     * @param value what {@link #value} gave
     * @param derivative of the loss by each number of it
     */
    public static double[] backward(double[] value, double[] derivative) {
        double mean = 0;
        for (int i = 0; i < value.length; i++) {
            mean += value[i] * derivative[i];
        }
        double[] result = new double[value.length];
        for (int i = 0; i < value.length; i++) {
            result[i] = value[i] * (derivative[i] - mean);
        }
        return result;
    }
}
