package org.tagzoo.zoo.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tagzoo.zoo.score.Decisions;

/**
 * How labels meet labels.
 *
 * @param labels their names, in order
 * @param confusionNames the names of the confusion matrix's rows and columns: the labels, and after
 *     them "no label" where an image may have or be given none
 * @param confusion true labels (rows) against predicted ones (columns)
 * @param support how many images truly have each label, {@code [L]}
 * @param together which labels go together; empty where an image has one only
 */
@SuppressWarnings("ArrayRecordComponent") // large, and compared by its contents nowhere
public record LabelMatrices(
        List<String> labels,
        List<String> confusionNames,
        long[][] confusion,
        long[] support,
        Optional<Together> together) {

    /** The row and column of images without a label. */
    public static final String NO_LABEL = "no label";

    /**
     * Labels that go together.
     *
     * @param trueLabels as they are
     * @param predictedLabels as they were predicted
     */
    public record Together(CoOccurrence trueLabels, CoOccurrence predictedLabels) {}

    public LabelMatrices {
        labels = List.copyOf(labels);
        confusionNames = List.copyOf(confusionNames);
    }

    /** Returns the matrices of images with any number of labels each. */
    public static LabelMatrices ofTags(List<String> labels, Decisions decisions) {
        List<String> names = new ArrayList<>(labels);
        names.add(NO_LABEL);
        CoOccurrence truth = CoOccurrence.of(decisions.targets());
        return new LabelMatrices(
                labels,
                names,
                ConfusionMatrix.of(decisions).counts(),
                IntStream.range(0, labels.size()).mapToLong(l -> truth.counts()[l][l]).toArray(),
                Optional.of(new Together(truth, CoOccurrence.of(decisions.predicted()))));
    }

    /** Returns the matrices of images that have one label each and are given one. */
    public static LabelMatrices ofClasses(List<String> labels, Decisions decisions) {
        ConfusionMatrix confusion = ConfusionMatrix.of(decisions);
        return new LabelMatrices(
                labels,
                labels,
                confusion.classes(),
                IntStream.range(0, labels.size()).mapToLong(confusion::rowSum).toArray(),
                Optional.empty());
    }
}
