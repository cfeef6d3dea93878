package org.tagzoo.app.classic;

import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Features brought to mean 0 and standard deviation 1 over the training part, as scikit-learn's
 * {@code StandardScaler}; one that is constant there is only centred.
 *
 * @param mean {@code [F]}
 * @param std {@code [F]}, divided by the number of images; 1 for a constant
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Scaling(double[] mean, double[] std) {

    static Scaling of(double[][] features) {
        double[] mean = new double[features[0].length];
        double[] std = new double[mean.length];
        double[] column = new double[features.length];
        for (int f = 0; f < mean.length; f++) {
            boolean isConstant = true;
            for (int n = 0; n < column.length; n++) {
                column[n] = features[n][f];
                isConstant &= column[n] == column[0];
            }
            mean[f] = isConstant ? column[0] : new Mean().evaluate(column);
            std[f] = isConstant ? 1 : new StandardDeviation(false).evaluate(column);
        }
        return new Scaling(mean, std);
    }

    /** Returns scaled copies, {@code [N, F]}. */
    double[][] apply(double[][] features) {
        double[][] scaled = new double[features.length][mean.length];
        for (int n = 0; n < features.length; n++) {
            for (int f = 0; f < mean.length; f++) {
                scaled[n][f] = (features[n][f] - mean[f]) / std[f];
            }
        }
        return scaled;
    }
}
