package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.label.Unknown;

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
     * @param targets {@code [N, L]}, the truth they are compared with, at least one image
     * @param unknown which of the targets are {@link Unknown}
     * @throws IllegalArgumentException if shapes or ranges are off
     */
    public static List<Baseline> all(
            double[] trainFrequencies, boolean[][] targets, boolean[][] unknown) {
        double[] test = fitting(trainFrequencies, targets);
        double[] none = new double[test.length];
        double[] every = new double[test.length];
        Arrays.fill(every, 1);
        return List.of(
                new Baseline("nothing predicted", expected(none, targets, unknown)),
                new Baseline("everything predicted", expected(every, targets, unknown)),
                new Baseline(
                        "label frequencies at random",
                        expected(trainFrequencies, targets, unknown)));
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
        double[] test = fitting(trainFrequencies, targets);
        int most = 0;
        double atRandom = 0;
        for (int c = 0; c < test.length; c++) {
            most = trainFrequencies[c] > trainFrequencies[most] ? c : most;
            atRandom += trainFrequencies[c] * test[c];
        }
        return List.of(
                new Baseline("most frequent class", Metrics.of(Metric.TOP_1, test[most])),
                new Baseline("class frequencies at random", Metrics.of(Metric.TOP_1, atRandom)));
    }

    /**
     * Returns the means of several parts' baselines.
     *
     * @param parts the same rules of each part, in the same order; at least one part
     */
    public static List<Baseline> means(List<List<Baseline>> parts) {
        List<Baseline> first = parts.get(0);
        return IntStream.range(0, first.size())
                .mapToObj(
                        i -> {
                            Metrics mean = Metrics.NONE;
                            for (Metric metric : first.get(i).metrics().values().keySet()) {
                                mean =
                                        mean.with(
                                                metric,
                                                parts.stream()
                                                        .mapToDouble(
                                                                p -> p.get(i).metrics().get(metric))
                                                        .average()
                                                        .orElseThrow());
                            }
                            return new Baseline(first.get(i).name(), mean);
                        })
                .toList();
    }

    /** Returns the frequencies of targets that fit those of training. */
    private static double[] fitting(double[] trainFrequencies, boolean[][] targets) {
        double[] test = frequencies(targets);
        if (test.length != trainFrequencies.length) {
            throw new IllegalArgumentException(
                    "Targets of %d labels, frequencies of %d"
                            .formatted(test.length, trainFrequencies.length));
        }
        return test;
    }

    /**
     * Returns the share of images with each label.
     *
     * @param targets {@code [N, L]}, at least one image
     */
    static double[] frequencies(boolean[][] targets) {
        Check.that(targets.length > 0, "the number of images to count labels in", "above 0", 0);
        return IntStream.range(0, targets[0].length)
                .mapToDouble(l -> (double) positives(targets, l) / targets.length)
                .toArray();
    }

    private static Metrics expected(
            double[] frequencies, boolean[][] targets, boolean[][] unknown) {
        double hits = 0;
        double predicted = 0;
        double support = 0;
        for (int l = 0; l < frequencies.length; l++) {
            double frequency = Check.within("the frequency of label " + l, frequencies[l], 0, 1);
            long positives = positives(targets, l);
            hits += frequency * positives;
            predicted += frequency * Unknown.known(unknown, targets.length, l);
            support += positives;
        }
        Counts counts = Counts.ofHits(hits, predicted, support);
        return Metrics.of(Metric.MICRO_F1, counts.f1())
                .with(Metric.PRECISION, counts.precision())
                .with(Metric.RECALL, counts.recall());
    }

    private static long positives(boolean[][] targets, int label) {
        return Arrays.stream(targets).filter(row -> row[label]).count();
    }
}
