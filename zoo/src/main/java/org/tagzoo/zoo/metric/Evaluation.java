package org.tagzoo.zoo.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tagzoo.zoo.score.Decisions;

/**
 * Precision, recall and F1 of decisions, for each label and averaged in four ways. Equal to
 * scikit-learn's {@code precision_recall_fscore_support} with {@code zero_division=0}.
 *
 * @param labels the counts of each label, in order; support 0 is kept
 * @param micro all decisions in one pot: frequent labels weigh most
 * @param macro plain mean over all labels, those without support included (they count as 0): rare
 *     labels weigh as much as frequent ones
 * @param weighted mean over labels, each weighed by its support; 0 if no label has any
 * @param samples each image's own figures, over its labels, then the mean over images; an image
 *     without true and without attached labels counts as 0
 */
public record Evaluation(
        List<Counts> labels,
        PrecisionRecallF1 micro,
        PrecisionRecallF1 macro,
        PrecisionRecallF1 weighted,
        PrecisionRecallF1 samples) {

    public Evaluation {
        labels = List.copyOf(labels);
    }

    /**
     * Counts and averages.
     *
     * @param decisions at least one image and one label
     * @throws IllegalArgumentException if there is no image or no label
     */
    public static Evaluation of(Decisions decisions) {
        int count = decisions.labels();
        if (count == 0) {
            throw new IllegalArgumentException(
                    "Nothing to evaluate: %d images, %d labels"
                            .formatted(decisions.images(), count));
        }
        long[] hits = new long[count];
        long[] attached = new long[count];
        long[] support = new long[count];
        List<Counts> images = new ArrayList<>(decisions.images());
        for (int n = 0; n < decisions.images(); n++) {
            boolean[] given = decisions.predicted()[n];
            boolean[] truth = decisions.targets()[n];
            int rowHits = 0;
            int rowAttached = 0;
            int rowSupport = 0;
            for (int l = 0; l < count; l++) {
                int a = given[l] ? 1 : 0;
                int t = truth[l] ? 1 : 0;
                hits[l] += a & t;
                attached[l] += a;
                support[l] += t;
                rowHits += a & t;
                rowAttached += a;
                rowSupport += t;
            }
            images.add(new Counts(rowHits, rowAttached - rowHits, rowSupport - rowHits));
        }
        List<Counts> labels = new ArrayList<>(count);
        for (int l = 0; l < count; l++) {
            labels.add(new Counts(hits[l], attached[l] - hits[l], support[l] - hits[l]));
        }
        return new Evaluation(
                labels,
                micro(labels),
                macro(labels),
                mean(labels, Counts::support),
                mean(images, c -> 1));
    }

    /** Returns the micro average of the counts of each label: that of their sum. */
    public static PrecisionRecallF1 micro(List<Counts> labels) {
        return total(labels).figures();
    }

    /** Returns the macro average of the counts of each label; 0 without labels. */
    public static PrecisionRecallF1 macro(List<Counts> labels) {
        return mean(labels, c -> 1);
    }

    /** Returns how many true labels all images have together. */
    public double support() {
        return total(labels).support();
    }

    private static Counts total(List<Counts> all) {
        return all.stream().reduce(new Counts(0, 0, 0), Counts::plus);
    }

    private static PrecisionRecallF1 mean(List<Counts> all, ToDoubleFunction<Counts> weight) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        double weights = 0;
        for (Counts counts : all) {
            double w = weight.applyAsDouble(counts);
            precision += w * counts.precision();
            recall += w * counts.recall();
            f1 += w * counts.f1();
            weights += w;
        }
        return weights == 0
                ? new PrecisionRecallF1(0, 0, 0)
                : new PrecisionRecallF1(precision / weights, recall / weights, f1 / weights);
    }
}
