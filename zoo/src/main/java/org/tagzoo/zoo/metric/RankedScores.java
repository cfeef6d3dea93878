package org.tagzoo.zoo.metric;

import java.util.Arrays;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * The images of which a label is known by falling score, sorted once for many draws of them, such
 * as {@link BootstrapSamples}.
 */
public final class RankedScores {

    private final int[] images;
    private final float[] scores;
    private final boolean[] targets;

    private RankedScores(int[] images, float[] scores, boolean[] targets) {
        this.images = images;
        this.scores = scores;
        this.targets = targets;
    }

    /** Ranks; {@code N log N} time. */
    public static RankedScores of(ScoreMatrix matrix, int label) {
        // The bits of floats from 0 to 1 rise with them; what is added makes -0 a 0.
        long[] keys =
                matrix.known(label)
                        .mapToLong(
                                n ->
                                        (long) Float.floatToIntBits(matrix.scores()[n][label] + 0f)
                                                        << Integer.SIZE
                                                | n)
                        .sorted()
                        .toArray();
        int[] images = new int[keys.length];
        float[] scores = new float[keys.length];
        boolean[] targets = new boolean[keys.length];
        for (int i = 0; i < keys.length; i++) {
            images[i] = (int) keys[keys.length - 1 - i];
            scores[i] = matrix.scores()[images[i]][label];
            targets[i] = matrix.targets()[images[i]][label];
        }
        return new RankedScores(images, scores, targets);
    }

    /**
     * Returns the points of some of the images, {@link OperatingPoints#of} of these; {@code N}
     * time.
     *
     * @param times {@code [N]}, how many times each image of the matrix is drawn
     */
    public OperatingPoints points(int[] times) {
        float[] thresholds = new float[images.length + 1];
        int[] predicted = new int[images.length + 1];
        int[] truePositives = new int[images.length + 1];
        int point = 0;
        int hits = 0;
        int count = 0;
        float above = 1;
        for (int i = 0; i < images.length; i++) {
            int drawn = times[images[i]];
            if (drawn == 0) {
                continue;
            }
            if (point == 0 || scores[i] != above) {
                thresholds[point] =
                        point == 0 && scores[i] == 1
                                ? (float) OperatingPoints.NEVER
                                : OperatingPoints.between(scores[i], above);
                point++;
                above = scores[i];
            }
            count += drawn;
            hits += targets[i] ? drawn : 0;
            predicted[point] = count;
            truePositives[point] = hits;
        }
        thresholds[point] = OperatingPoints.between(0, above);
        int size = point + 1;
        return new OperatingPoints(
                Arrays.copyOf(thresholds, size),
                Arrays.copyOf(predicted, size),
                Arrays.copyOf(truePositives, size),
                hits);
    }

    /** Returns how decisions at a threshold meet the truth of some of the images. */
    public Counts counts(double threshold, int[] times) {
        int predicted = 0;
        int hits = 0;
        int positives = 0;
        for (int i = 0; i < images.length; i++) {
            int drawn = times[images[i]];
            boolean isPredicted = scores[i] >= (float) threshold;
            predicted += isPredicted ? drawn : 0;
            hits += isPredicted && targets[i] ? drawn : 0;
            positives += targets[i] ? drawn : 0;
        }
        return Counts.ofHits(hits, predicted, positives);
    }
}
