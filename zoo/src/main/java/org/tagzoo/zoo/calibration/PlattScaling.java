package org.tagzoo.zoo.calibration;

import java.util.Optional;
import org.tagzoo.datasets.check.Check;

/**
 * A logistic curve over logits: {@code 1 / (1 + exp(-(slope * logit + offset)))}. Platt,
 * Probabilistic outputs for support vector machines, 1999: fitted by least log loss to targets that
 * are drawn in from 0 and 1, {@code (P + 1) / (P + 2)} of {@code P} positives and {@code 1 / (N +
 * 2)} of {@code N} negatives, so that few images can't make certainty. As scikit-learn's {@code
 * CalibratedClassifierCV(method="sigmoid")} over logits. A score nearer than {@code 2^-24} to 0 or
 * 1 counts as that near.
 *
 * @param slope above 0
 * @param offset finite
 */
public record PlattScaling(double slope, double offset) implements LabelCalibration {

    private static final int ROUNDS = 100;
    private static final double FLAT = 1e-10;
    private static final double RIDGE = 1e-12;
    private static final double LEAST_STEP = 1e-10;

    public PlattScaling {
        Check.above0("slope", slope);
        Check.that(Double.isFinite(offset), "offset", "finite", offset);
    }

    @Override
    public float apply(float score) {
        return (float) (1 / (1 + Math.exp(-(slope * Logit.of(score) + offset))));
    }

    /**
     * Fits; Newton's method with a line search (Lin, Lin and Weng, A note on Platt's probabilistic
     * outputs, 2007).
     *
     * @param scores {@code [N]}, 0 to 1 each
     * @param targets {@code [N]}
     * @return empty if all targets are the same, or a higher score makes the label no likelier
     */
    static Optional<PlattScaling> fit(float[] scores, boolean[] targets) {
        int positives = 0;
        double[] logits = new double[scores.length];
        for (int n = 0; n < scores.length; n++) {
            logits[n] = Logit.of(scores[n]);
            positives += targets[n] ? 1 : 0;
        }
        int negatives = scores.length - positives;
        if (positives == 0 || negatives == 0) {
            return Optional.empty();
        }
        double[] drawn = new double[scores.length];
        for (int n = 0; n < drawn.length; n++) {
            drawn[n] = targets[n] ? (positives + 1.0) / (positives + 2) : 1.0 / (negatives + 2);
        }
        double[] found = newton(logits, drawn, Math.log((positives + 1.0) / (negatives + 1.0)));
        return found[0] > 0 ? Optional.of(new PlattScaling(found[0], found[1])) : Optional.empty();
    }

    private static double[] newton(double[] logits, double[] targets, double firstOffset) {
        double slope = 0;
        double offset = firstOffset;
        double loss = loss(logits, targets, slope, offset);
        for (int round = 0; round < ROUNDS; round++) {
            double g1 = 0;
            double g2 = 0;
            double h11 = RIDGE;
            double h22 = RIDGE;
            double h21 = 0;
            for (int n = 0; n < logits.length; n++) {
                double p = 1 / (1 + Math.exp(-(slope * logits[n] + offset)));
                double error = p - targets[n];
                double weight = p * (1 - p);
                g1 += error * logits[n];
                g2 += error;
                h11 += weight * logits[n] * logits[n];
                h21 += weight * logits[n];
                h22 += weight;
            }
            double determinant = h11 * h22 - h21 * h21;
            double slopeStep = -(h22 * g1 - h21 * g2) / determinant;
            double offsetStep = -(h11 * g2 - h21 * g1) / determinant;
            double descent = g1 * slopeStep + g2 * offsetStep;
            if (Math.max(Math.abs(g1), Math.abs(g2)) < FLAT || !(descent < 0)) {
                break;
            }
            double step = 1;
            double next = loss(logits, targets, slope + slopeStep, offset + offsetStep);
            while (!(next < loss + 1e-4 * step * descent) && step > LEAST_STEP) {
                step /= 2;
                next = loss(logits, targets, slope + step * slopeStep, offset + step * offsetStep);
            }
            if (!(next < loss)) {
                break;
            }
            slope += step * slopeStep;
            offset += step * offsetStep;
            loss = next;
        }
        return new double[] {slope, offset};
    }

    /** Returns the sum of log losses. */
    private static double loss(double[] logits, double[] targets, double slope, double offset) {
        double sum = 0;
        for (int n = 0; n < logits.length; n++) {
            double z = slope * logits[n] + offset;
            // ln(1 + e^z) - t z, with no power that overflows
            sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[n] * z;
        }
        return sum;
    }
}
