package org.tagzoo.zoo.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.score.Decisions;

/**
 * Precision, recall and F1 of decisions, for each label and averaged in four ways. Equal to
 * scikit-learn's {@code precision_recall_fscore_support} with {@code zero_division=0}.
 *
 * @param labels the counts of each label, in order; support 0 is kept
 * @param micro all decisions in one pot: frequent labels weigh most
 * @param macro plain mean over all labels, those without support included (they count as 0), those
 *     that are unknown of all images left out: rare labels weigh as much as frequent ones
 * @param weighted mean over labels, each weighed by its support; 0 if no label has any
 * @param samples each image's own metrics, over its labels, then the mean over images of which a
 *     label is known; an image without true and without predicted labels counts as 0
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
        long[][] kinds = new long[count][Outcomes.KINDS + 1];
        List<Counts> images = new ArrayList<>(decisions.images());
        for (int n = 0; n < decisions.images(); n++) {
            long[] row = new long[Outcomes.KINDS + 1];
            for (int l = 0; l < count; l++) {
                int kind = Outcomes.kind(decisions, n, l);
                kinds[l][kind]++;
                row[kind]++;
            }
            if (!Unknown.isAll(decisions.unknown(), n)) {
                images.add(Outcomes.counts(row));
            }
        }
        List<Counts> labels = Arrays.stream(kinds).map(Outcomes::counts).toList();
        return new Evaluation(
                labels,
                micro(labels),
                macro(
                        IntStream.range(0, count)
                                .filter(decisions::isMeasured)
                                .mapToObj(labels::get)
                                .toList()),
                mean(labels, Counts::support),
                mean(images, c -> 1));
    }

    /** Returns the micro average of the counts of each label: that of their sum. */
    public static PrecisionRecallF1 micro(List<Counts> labels) {
        return total(labels).metrics();
    }

    /** Returns the macro average of the counts of each label; 0 without labels. */
    public static PrecisionRecallF1 macro(List<Counts> labels) {
        return mean(labels, c -> 1);
    }

    /** Returns how many true labels all images have together. */
    public double support() {
        return total(labels).support();
    }

    /**
     * Returns the mean recall over labels with support, 0 to 1; 0 if none has any. Of classes it is
     * what accuracy would be if all had as many images: scikit-learn's {@code
     * balanced_accuracy_score}.
     */
    public double balancedAccuracy() {
        return labels.stream()
                .filter(counts -> counts.support() > 0)
                .mapToDouble(Counts::recall)
                .average()
                .orElse(0);
    }

    /**
     * Returns the Matthews correlation coefficient of classes, -1 to 1; 0 where all images have one
     * class or are given one. Only for one label an image: scikit-learn's {@code
     * matthews_corrcoef}.
     */
    public double matthews() {
        double images = support();
        double right = total(labels).truePositives();
        double both = 0;
        double given = 0;
        double had = 0;
        for (Counts counts : labels) {
            both += counts.predicted() * counts.support();
            given += counts.predicted() * counts.predicted();
            had += counts.support() * counts.support();
        }
        double spread = (images * images - given) * (images * images - had);
        return spread == 0 ? 0 : (right * images - both) / Math.sqrt(spread);
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
