package org.tagzoo.zoo.threshold;

import java.util.List;
import org.tagzoo.zoo.metric.OperatingPoints;

/** The best micro F1 over all labels, which weighs them against each other. */
public record BestMicroF1() implements ThresholdGoal {

    /**
     * Returns the points of the best micro F1 that one threshold per label can reach, exactly.
     * Micro F1 is a ratio, {@code 2 TP / (predicted + positives)}, of sums over labels. At a given
     * ratio {@code r} each label alone can choose the point of largest {@code 2 TP - r *
     * predicted}; the ratio of those choices is at least {@code r}, and equals it only if no better
     * one exists (Dinkelbach, On nonlinear fractional programming, 1967). A few rounds do. All
     * numbers are whole, nothing is rounded. Of several best choices, it is the one that predicts a
     * label for the fewest images.
     *
     * <p>Quicker on {@link OperatingPoints#upperHull}, and the same.
     */
    @Override
    public int[] choose(List<OperatingPoints> labels) {
        long positives = labels.stream().mapToLong(OperatingPoints::positives).sum();
        long numerator = 0;
        long denominator = 1;
        while (true) {
            int[] chosen = new int[labels.size()];
            long hits = 0;
            long below = positives;
            for (int l = 0; l < chosen.length; l++) {
                OperatingPoints points = labels.get(l);
                chosen[l] = bestAt(points, numerator, denominator);
                hits += points.truePositives(chosen[l]);
                below += points.predicted(chosen[l]);
            }
            if (Math.multiplyExact(2 * hits, denominator) <= Math.multiplyExact(numerator, below)) {
                return chosen;
            }
            numerator = 2 * hits;
            denominator = below;
        }
    }

    /** Returns the first point of largest {@code 2 TP - ratio * predicted}. */
    private static int bestAt(OperatingPoints points, long numerator, long denominator) {
        int best = 0;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < points.size(); i++) {
            long gain =
                    Math.subtractExact(
                            Math.multiplyExact(2L * points.truePositives(i), denominator),
                            Math.multiplyExact(numerator, (long) points.predicted(i)));
            if (gain > most) {
                best = i;
                most = gain;
            }
        }
        return best;
    }
}
