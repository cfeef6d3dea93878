package org.tagzoo.zoo.threshold;

import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.OperatingPoints;

/**
 * The best F-measure of a label, {@code (1 + beta^2) TP / (predicted + beta^2 positives)}, as
 * scikit-learn's {@code fbeta_score}: recall counts {@code beta} times as much as precision. A
 * label that no image has is predicted for none.
 *
 * @param beta above 0, at most 1,000
 */
public record BestF(double beta) implements LabelGoal {

    private static final double MOST = 1000;

    public BestF {
        Check.that(
                beta > 0 && beta <= MOST, "beta of an F-measure", "above 0 and up to 1000", beta);
    }

    @Override
    public int choose(OperatingPoints points) {
        int best = 0;
        for (int i = 1; i < points.size(); i++) {
            // Of a whole beta nothing is rounded, so that equal fractions are equal.
            if (points.truePositives(i) * below(points, best)
                    > points.truePositives(best) * below(points, i)) {
                best = i;
            }
        }
        return best;
    }

    private double below(OperatingPoints points, int i) {
        return points.predicted(i) + beta * beta * points.positives();
    }

    @Override
    public String inWords() {
        return "the best F" + LabelGoal.written(beta);
    }

    @Override
    public String toString() {
        return "f" + LabelGoal.written(beta);
    }
}
