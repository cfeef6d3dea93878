package org.tagzoo.zoo.threshold;

import java.util.List;
import org.tagzoo.zoo.metric.OperatingPoints;

/**
 * The best micro F1 that one threshold per label can reach, exactly. Micro F1 is a ratio, {@code 2
 * TP / (attached + positives)}, of sums over labels. At a given ratio {@code r} each label alone
 * can choose the point of largest {@code 2 TP - r * attached}; the ratio of those choices is at
 * least {@code r}, and equals it only if no better one exists (Dinkelbach, On nonlinear fractional
 * programming, 1967). A few rounds do. All numbers are whole, nothing is rounded.
 */
final class MicroF1Search {

    private MicroF1Search() {}

    /**
     * Returns the point chosen for each label. Of several best choices, the one that attaches the
     * fewest images.
     */
    static int[] best(List<OperatingPoints> labels) {
        long positives = labels.stream().mapToLong(OperatingPoints::positives).sum();
        long numerator = 0;
        long denominator = 1;
        while (true) {
            int[] chosen = new int[labels.size()];
            long hits = 0;
            long attached = 0;
            for (int l = 0; l < chosen.length; l++) {
                OperatingPoints points = labels.get(l);
                chosen[l] = bestAt(points, numerator, denominator);
                hits += points.truePositives(chosen[l]);
                attached += points.attached(chosen[l]);
            }
            long nextNumerator = 2 * hits;
            long nextDenominator = attached + positives;
            if (Math.multiplyExact(nextNumerator, denominator)
                    <= Math.multiplyExact(numerator, nextDenominator)) {
                return chosen;
            }
            numerator = nextNumerator;
            denominator = nextDenominator;
        }
    }

    /** Returns the first point of largest {@code 2 TP - ratio * attached}. */
    private static int bestAt(OperatingPoints points, long numerator, long denominator) {
        int best = 0;
        long bestGain = gain(points, 0, numerator, denominator);
        for (int i = 1; i < points.size(); i++) {
            long gain = gain(points, i, numerator, denominator);
            if (gain > bestGain) {
                best = i;
                bestGain = gain;
            }
        }
        return best;
    }

    private static long gain(OperatingPoints points, int i, long numerator, long denominator) {
        return Math.subtractExact(
                Math.multiplyExact(2L * points.truePositives(i), denominator),
                Math.multiplyExact(numerator, (long) points.attached(i)));
    }
}
