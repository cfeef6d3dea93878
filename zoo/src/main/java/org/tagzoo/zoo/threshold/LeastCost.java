package org.tagzoo.zoo.threshold;

import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.OperatingPoints;

/**
 * The least cost of a label's wrong decisions, {@code ratio * FN + FP}. Were scores probabilities,
 * its threshold would be {@code 1 / (1 + ratio)}.
 *
 * @param ratio how many false labels cost as much as a missed one; above 0, at most 1,000,000
 */
public record LeastCost(double ratio) implements LabelGoal {

    private static final double MOST = 1e6;

    public LeastCost {
        Check.that(
                ratio > 0 && ratio <= MOST,
                "the cost of a missed label over that of a false one",
                "above 0 and up to 1000000",
                ratio);
    }

    @Override
    public int choose(OperatingPoints points) {
        int best = 0;
        for (int i = 1; i < points.size(); i++) {
            if (gain(points, i) > gain(points, best)) {
                best = i;
            }
        }
        return best;
    }

    /** What predicting so costs less than predicting none. */
    private double gain(OperatingPoints points, int i) {
        return (ratio + 1) * points.truePositives(i) - points.predicted(i);
    }

    @Override
    public String inWords() {
        return "the least cost, where a missed label costs as much as %s false ones"
                .formatted(LabelGoal.written(ratio));
    }

    @Override
    public String toString() {
        return "cost:" + LabelGoal.written(ratio);
    }
}
