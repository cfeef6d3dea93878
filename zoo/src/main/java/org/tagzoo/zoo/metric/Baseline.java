package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.List;

/**
 * What a rule that looks at no image would get: a network has to beat it.
 *
 * @param name what the rule is
 * @param metrics what it comes to
 */
public record Baseline(String name, Metrics metrics) {

    /**
     * Returns the three baselines of tags, with micro F1, precision and recall: nothing predicted,
     * everything predicted, and each label predicted at random as often as it occurs in the
     * training part. The last is worked out from the counts to be expected, without a draw: of
     * {@code N} images, {@code P} with the label, a label of frequency {@code q} is predicted for
     * {@code qN}, rightly to {@code qP}.
     *
     * @param trainFrequencies {@code [L]}, the share of training images with each label, 0 to 1
     * @param targets {@code [N, L]}, the truth they are held against, at least one image
     * @throws IllegalArgumentException if shapes or ranges are off
     */
    public static List<Baseline> all(double[] trainFrequencies, boolean[][] targets) {
        if (targets.length == 0) {
            throw new IllegalArgumentException("No images to hold baselines against");
        }
        requireFit(trainFrequencies, targets);
        double[] none = new double[trainFrequencies.length];
        double[] every = new double[trainFrequencies.length];
        Arrays.fill(every, 1);
        return List.of(
                new Baseline("nothing predicted", expected(none, targets)),
                new Baseline("everything predicted", expected(every, targets)),
                new Baseline("label frequencies at random", expected(trainFrequencies, targets)));
    }

    /**
     * Returns the two baselines of classes, with top-1: always the class that most training images
     * have (the first of several), and each class at random as often as it occurs in the training
     * part, worked out without a draw.
     *
     * @param trainFrequencies {@code [L]}, the share of training images of each class
     * @param targets {@code [N, L]}, at least one image, each with one class
     * @throws IllegalArgumentException if shapes are off
     */
    public static List<Baseline> classes(double[] trainFrequencies, boolean[][] targets) {
        double[] frequencies = frequencies(targets);
        requireFit(trainFrequencies, targets);
        int most = 0;
        double atRandom = 0;
        for (int c = 0; c < frequencies.length; c++) {
            most = trainFrequencies[c] > trainFrequencies[most] ? c : most;
            atRandom += trainFrequencies[c] * frequencies[c];
        }
        return List.of(
                new Baseline("most frequent class", Metrics.of(Metric.TOP_1, frequencies[most])),
                new Baseline("class frequencies at random", Metrics.of(Metric.TOP_1, atRandom)));
    }

    private static void requireFit(double[] trainFrequencies, boolean[][] targets) {
        if (targets[0].length != trainFrequencies.length) {
            throw new IllegalArgumentException(
                    "Targets of %d labels, frequencies of %d"
                            .formatted(targets[0].length, trainFrequencies.length));
        }
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

    private static Metrics expected(double[] frequencies, boolean[][] targets) {
        double truePositives = 0;
        double predicted = 0;
        double support = 0;
        for (int l = 0; l < frequencies.length; l++) {
            double frequency = frequencies[l];
            if (!(frequency >= 0 && frequency <= 1)) {
                throw new IllegalArgumentException(
                        "Label " + l + " has a frequency of " + frequency + ", not in 0 to 1");
            }
            long positives = positives(targets, l);
            truePositives += frequency * positives;
            predicted += frequency * targets.length;
            support += positives;
        }
        Counts counts =
                new Counts(truePositives, predicted - truePositives, support - truePositives);
        return Metrics.of(Metric.MICRO_F1, counts.f1())
                .with(Metric.PRECISION, counts.precision())
                .with(Metric.RECALL, counts.recall());
    }

    private static long positives(boolean[][] targets, int label) {
        return Arrays.stream(targets).filter(row -> row[label]).count();
    }
}
