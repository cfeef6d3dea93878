package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * How well scores rank, whatever the threshold: precision at each different score, weighed by the
 * recall that this score adds, {@code sum (R_i - R_(i-1)) * P_i}. 0 to 1; equal scores count as one
 * step, in no order among themselves. Nothing is interpolated.
 *
 * <p>Equal to scikit-learn's {@code average_precision_score}; without any true image it is 0 there
 * and here.
 */
public final class AveragePrecision {

    private AveragePrecision() {}

    /** Returns the average precision of each label, in order; 0 for a label without support. */
    public static double[] perLabel(ScoreMatrix scores) {
        return IntStream.range(0, scores.labels())
                .parallel()
                .mapToDouble(label -> of(OperatingPoints.of(scores, label)))
                .toArray();
    }

    /**
     * Returns mAP, the plain mean over the labels that have support; 0 if none has. (scikit-learn's
     * macro mean counts a label without support as 0.)
     */
    public static double mean(ScoreMatrix scores) {
        double[] perLabel = perLabel(scores);
        double sum = 0;
        int supported = 0;
        for (int l = 0; l < perLabel.length; l++) {
            int label = l;
            if (Arrays.stream(scores.targets()).anyMatch(row -> row[label])) {
                sum += perLabel[label];
                supported++;
            }
        }
        return supported == 0 ? 0 : sum / supported;
    }

    private static double of(OperatingPoints points) {
        double sum = 0;
        for (int i = 1; i < points.size(); i++) {
            double added = points.truePositives(i) - points.truePositives(i - 1);
            sum += added * points.truePositives(i) / points.predicted(i);
        }
        return points.positives() == 0 ? 0 : sum / points.positives();
    }
}
