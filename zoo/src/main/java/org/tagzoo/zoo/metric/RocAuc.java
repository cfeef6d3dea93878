package org.tagzoo.zoo.metric;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * The area under the curve of true over false positive rates: the chance that a true image scores
 * above another, equal scores counting half. 0 to 1, 0.5 for scores that say nothing. Equal to
 * scikit-learn's {@code roc_auc_score}.
 *
 * <p>Tests and bounds take the standard error of Hanley and McNeil (The meaning and use of the area
 * under a ROC curve, 1982) at the value that is tested, not at the one found, as Wilson's interval
 * does for a share: an area of 1 over a few images is no certainty then.
 *
 * @param value the area
 * @param positives true images, or groups with one where images come in groups; at least 1
 * @param negatives the others, counted in the same way; at least 1
 */
public record RocAuc(double value, int positives, int negatives) {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
    private static final double PRECISION = 1e-9;

    public RocAuc {
        Check.within("an area", value, 0, 1);
        Check.within("positives", positives, 1, Integer.MAX_VALUE);
        Check.within("negatives", negatives, 1, Integer.MAX_VALUE);
    }

    /**
     * Returns the area of a label.
     *
     * @throws IllegalArgumentException if no image has the label, or all have
     */
    public static RocAuc of(ScoreMatrix scores, int label) {
        OperatingPoints points = OperatingPoints.of(scores, label);
        int images = points.predicted(points.size() - 1);
        int positives = points.positives();
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            int hits = points.truePositives(i) - points.truePositives(i - 1);
            int others = points.predicted(i) - points.predicted(i - 1) - hits;
            area += others * (points.truePositives(i - 1) + hits / 2.0);
        }
        int negatives = images - positives;
        return new RocAuc(
                positives == 0 || negatives == 0 ? 0 : area / positives / negatives,
                positives,
                negatives);
    }

    /** Returns the one-sided p-value of the hypothesis that the true area is {@code other}. */
    public double pAbove(double other) {
        return NORMAL.cumulativeProbability((other - value) / error(other));
    }

    /**
     * Returns the lower end of the true area: the least that is not refused.
     *
     * @param level chance that the true area lies below, above 0, below 0.5
     */
    public double lowerBound(double level) {
        double low = 0;
        double high = value;
        double z = NORMAL.inverseCumulativeProbability(1 - level);
        while (high - low > PRECISION) {
            double middle = (low + high) / 2;
            if (value - middle > z * error(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the standard error if the true area were {@code area}. */
    private double error(double area) {
        double square = area * area;
        double two = area / (2 - area) - square;
        double more = 2 * square / (1 + area) - square;
        double sum = area * (1 - area) + (positives - 1) * two + (negatives - 1) * more;
        return Math.sqrt(sum / positives / negatives);
    }
}
