package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.List;

/**
 * What a rule that looks at no image would get: a network has to beat it.
 *
 * @param name what the rule is
 * @param micro its micro averages
 */
public record Baseline(String name, PrecisionRecallF1 micro) {

    /**
     * Returns the three baselines: nothing predicted, everything predicted, and each label attached
     * at random as often as it occurs in the training part. The last is worked out from the counts
     * to be expected, without a draw: of {@code N} images, {@code P} with the label, a label of
     * frequency {@code q} is attached to {@code qN}, rightly to {@code qP}.
     *
     * @param trainFrequencies {@code [L]}, the share of training images with each label, 0 to 1
     * @param targets {@code [N, L]}, the truth they are held against, at least one image
     * @throws IllegalArgumentException if shapes or ranges are off
     */
    public static List<Baseline> all(double[] trainFrequencies, boolean[][] targets) {
        if (targets.length == 0) {
            throw new IllegalArgumentException("No images to hold baselines against");
        }
        if (targets[0].length != trainFrequencies.length) {
            throw new IllegalArgumentException(
                    "Targets of %d labels, frequencies of %d"
                            .formatted(targets[0].length, trainFrequencies.length));
        }
        double[] none = new double[trainFrequencies.length];
        double[] every = new double[trainFrequencies.length];
        Arrays.fill(every, 1);
        return List.of(
                new Baseline("nothing predicted", expected(none, targets)),
                new Baseline("everything predicted", expected(every, targets)),
                new Baseline("label frequencies at random", expected(trainFrequencies, targets)));
    }

    /**
     * Returns the share of images with each label.
     *
     * @param targets {@code [N, L]}, at least one image
     */
    public static double[] frequencies(boolean[][] targets) {
        if (targets.length == 0) {
            throw new IllegalArgumentException("No images to count labels in");
        }
        double[] frequencies = new double[targets[0].length];
        for (int l = 0; l < frequencies.length; l++) {
            frequencies[l] = (double) positives(targets, l) / targets.length;
        }
        return frequencies;
    }

    private static PrecisionRecallF1 expected(double[] frequencies, boolean[][] targets) {
        double truePositives = 0;
        double attached = 0;
        double support = 0;
        for (int l = 0; l < frequencies.length; l++) {
            double frequency = frequencies[l];
            if (!(frequency >= 0 && frequency <= 1)) {
                throw new IllegalArgumentException(
                        "Label " + l + " has a frequency of " + frequency + ", not in 0 to 1");
            }
            long positives = positives(targets, l);
            truePositives += frequency * positives;
            attached += frequency * targets.length;
            support += positives;
        }
        return new Counts(truePositives, attached - truePositives, support - truePositives)
                .figures();
    }

    private static long positives(boolean[][] targets, int label) {
        return Arrays.stream(targets).filter(row -> row[label]).count();
    }
}
