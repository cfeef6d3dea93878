package org.tagzoo.zoo.metric;

import java.util.Arrays;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * Every different decision that one threshold can make on a set of scores. Images of equal score
 * are predicted together or not at all, so {@code D} different scores allow {@code D + 1} points:
 * point 0 predicts the label for none, point {@code i} for all images down to the {@code i}-th
 * highest score.
 *
 * <p>The threshold of a point stands half way between the lowest score that it predicts and the
 * highest that it leaves out, 0 and 1 being the outermost neighbours: on images not seen yet that
 * does better than the score itself. If no float lies between two neighbours, it is the upper one.
 * If an image has score 1, only {@link #NEVER} predicts none.
 */
public final class OperatingPoints {

    /** A threshold that no score reaches. */
    public static final double NEVER = 2;

    private final float[] thresholds;
    private final int[] predicted;
    private final int[] truePositives;
    private final int positives;

    OperatingPoints(float[] thresholds, int[] predicted, int[] truePositives, int positives) {
        this.thresholds = thresholds;
        this.predicted = predicted;
        this.truePositives = truePositives;
        this.positives = positives;
    }

    /**
     * Returns the points of one label, on the images of which it is known; {@code N log N} time.
     */
    public static OperatingPoints of(ScoreMatrix scores, int label) {
        int[] keys =
                scores.known(label)
                        .map(n -> key(scores.scores()[n][label], scores.targets()[n][label]))
                        .sorted()
                        .toArray();
        return ofSorted(keys);
    }

    /** Returns the one point that a given threshold makes. */
    public static OperatingPoints at(ScoreMatrix scores, int label, double threshold) {
        int[] counts = new int[4];
        for (int n : scores.known(label).toArray()) {
            boolean isPredicted = scores.scores()[n][label] >= (float) threshold;
            counts[(scores.targets()[n][label] ? 2 : 0) + (isPredicted ? 1 : 0)]++;
        }
        return new OperatingPoints(
                new float[] {(float) threshold},
                new int[] {counts[1] + counts[3]},
                new int[] {counts[3]},
                counts[2] + counts[3]);
    }

    /**
     * A score and its target as one number that sorts by score: the bits of floats from 0 to 1 rise
     * with them, and leave room for one bit more. The shift drops the sign of -0, which makes it 0.
     */
    private static int key(float score, boolean target) {
        return Float.floatToIntBits(score) << 1 | (target ? 1 : 0);
    }

    private static float score(int key) {
        return Float.intBitsToFloat(key >>> 1);
    }

    private static OperatingPoints ofSorted(int[] keys) {
        int distinct = 0;
        for (int i = 0; i < keys.length; i++) {
            distinct += i == 0 || keys[i] >>> 1 != keys[i - 1] >>> 1 ? 1 : 0;
        }
        float[] thresholds = new float[distinct + 1];
        int[] predicted = new int[distinct + 1];
        int[] truePositives = new int[distinct + 1];
        float highest = keys.length == 0 ? 0 : score(keys[keys.length - 1]);
        thresholds[0] = highest == 1 ? (float) NEVER : between(highest, 1);
        int hits = 0;
        int point = 0;
        for (int i = keys.length - 1; i >= 0; i--) {
            hits += keys[i] & 1;
            if (i == 0 || keys[i] >>> 1 != keys[i - 1] >>> 1) {
                point++;
                float score = score(keys[i]);
                thresholds[point] = i == 0 ? between(0, score) : between(score(keys[i - 1]), score);
                predicted[point] = keys.length - i;
                truePositives[point] = hits;
            }
        }
        return new OperatingPoints(thresholds, predicted, truePositives, hits);
    }

    /**
     * Returns a float above {@code left}, unless {@code taken} equals it, and up to {@code taken}.
     */
    static float between(float left, float taken) {
        float middle = (float) (((double) left + taken) / 2);
        return middle > left ? middle : taken;
    }

    /** Returns the number of points, at least 1. */
    public int size() {
        return predicted.length;
    }

    /** Returns how many images are true, predicted or not. */
    public int positives() {
        return positives;
    }

    /** Returns how many images point {@code i} predicts; rises with {@code i}. */
    public int predicted(int i) {
        return predicted[i];
    }

    /** Returns how many of those are true. */
    public int truePositives(int i) {
        return truePositives[i];
    }

    /**
     * Returns a threshold that makes point {@code i}: 0 to 1, or {@link #NEVER}. It is the decimal
     * number that its nearest float prints as, so that it means the same to whoever compares floats
     * and to whoever reads printed scores as doubles.
     */
    public double threshold(int i) {
        return Double.parseDouble(Float.toString(thresholds[i]));
    }

    /**
     * Returns those points alone that are best at some price of a predicted image: the corners of
     * the upper hull of true positives over predicted images, point 0 first. Few are left.
     */
    public OperatingPoints upperHull() {
        int[] kept = new int[size()];
        int count = 0;
        for (int i = 0; i < size(); i++) {
            while (count > 1 && !bendsDown(kept[count - 2], kept[count - 1], i)) {
                count--;
            }
            kept[count++] = i;
        }
        float[] hullThresholds = new float[count];
        for (int k = 0; k < count; k++) {
            hullThresholds[k] = thresholds[kept[k]];
        }
        return new OperatingPoints(
                hullThresholds,
                Arrays.stream(kept, 0, count).map(i -> predicted[i]).toArray(),
                Arrays.stream(kept, 0, count).map(i -> truePositives[i]).toArray(),
                positives);
    }

    private boolean bendsDown(int a, int b, int c) {
        int runBefore = predicted[b] - predicted[a];
        int riseBefore = truePositives[b] - truePositives[a];
        int runAfter = predicted[c] - predicted[b];
        int riseAfter = truePositives[c] - truePositives[b];
        return (long) riseBefore * runAfter > (long) riseAfter * runBefore;
    }
}
