package org.tagzoo.zoo.calibration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.Softmax;

/**
 * Logits of classes divided by one number before the softmax: above 1 makes a network less sure of
 * itself, below 1 more. The order of classes stays. Guo et al., On calibration of modern neural
 * networks, arXiv:1706.04599: the number of least log loss, here between 0.05 and 20.
 *
 * @param temperature 0.01 to 100; 1 leaves scores as they are
 */
public record TemperatureScaling(double temperature) implements Calibration {

    /** Leaves scores as they are. */
    static final TemperatureScaling NONE = new TemperatureScaling(1);

    private static final double MOST = 20;

    /** Logits of any scores, divided by the least, are floats. */
    private static final double LIMIT = 100;

    private static final int EVALUATIONS = 200;

    public TemperatureScaling {
        Check.within("temperature", temperature, 1 / LIMIT, LIMIT);
    }

    @Override
    public float[] apply(float[] scores) {
        if (isNone()) {
            return scores.clone();
        }
        float[] logits = new float[scores.length];
        for (int l = 0; l < logits.length; l++) {
            logits[l] = (float) (logOf(scores[l]) / temperature);
        }
        return Softmax.of(logits);
    }

    /** Returns whether it leaves scores as they are. */
    @JsonIgnore
    public boolean isNone() {
        return temperature == 1;
    }

    @Override
    public boolean fits(int labels, boolean areClasses) {
        return areClasses;
    }

    /** A probability of 0 is one that a float could not hold; it gets the least that it can. */
    private static double logOf(float score) {
        return Math.log(Math.max(score, Float.MIN_VALUE));
    }

    /**
     * Fits.
     *
     * @param scores of classes: one target an image, at least one image
     */
    static TemperatureScaling fit(ScoreMatrix scores) {
        double found =
                new BrentOptimizer(1e-10, 1e-12)
                        .optimize(
                                new MaxEval(EVALUATIONS),
                                new UnivariateObjectiveFunction(log -> loss(scores, Math.exp(log))),
                                GoalType.MINIMIZE,
                                new SearchInterval(-Math.log(MOST), Math.log(MOST), 0))
                        .getPoint();
        return new TemperatureScaling(Math.exp(found));
    }

    private static double loss(ScoreMatrix scores, double temperature) {
        double sum = 0;
        for (int n = 0; n < scores.images(); n++) {
            double[] logits = new double[scores.labels()];
            double ofTrue = 0;
            for (int l = 0; l < logits.length; l++) {
                logits[l] = logOf(scores.scores()[n][l]) / temperature;
                ofTrue = scores.targets()[n][l] ? logits[l] : ofTrue;
            }
            double max = Arrays.stream(logits).max().orElse(0);
            sum += max + Math.log(Arrays.stream(logits).map(z -> Math.exp(z - max)).sum()) - ofTrue;
        }
        return sum;
    }
}
