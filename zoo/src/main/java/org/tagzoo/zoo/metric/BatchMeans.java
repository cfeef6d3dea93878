package org.tagzoo.zoo.metric;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.score.Decisions;

/**
 * Metrics as Keras before version 2 computed them: of each batch by itself, then the mean over the
 * batches, each weighed by its images. Label accuracy is the same either way; precision, recall and
 * F1 are not, and F1 is no longer the harmonic mean of the other two.
 *
 * @param labelAccuracy see {@link Decisions#labelAccuracy}
 * @param micro of all labels together
 * @param macro mean over labels; one that has no image in a batch, nor was predicted, counts as 0
 */
public record BatchMeans(double labelAccuracy, PrecisionRecallF1 micro, PrecisionRecallF1 macro) {

    private record Batch(int images, double labelAccuracy, Evaluation found) {}

    /**
     * Returns the means over batches in the order of the images; the last may have fewer.
     *
     * @param decisions at least one image and one label
     * @param batchSize images of a batch, at least 1; of one batch these are scikit-learn's metrics
     */
    public static BatchMeans of(Decisions decisions, int batchSize) {
        Check.atLeast("batchSize", batchSize, 1);
        int images = decisions.images();
        List<Batch> batches =
                IntStream.rangeClosed(0, (images - 1) / batchSize)
                        .map(batch -> batch * batchSize)
                        .mapToObj(from -> IntStream.range(from, images).limit(batchSize).toArray())
                        .map(decisions::rows)
                        .map(d -> new Batch(d.images(), d.labelAccuracy(), Evaluation.of(d)))
                        .toList();
        return new BatchMeans(
                mean(batches, Batch::labelAccuracy),
                means(batches, batch -> batch.found.micro()),
                means(batches, batch -> batch.found.macro()));
    }

    private static PrecisionRecallF1 means(
            List<Batch> batches, Function<Batch, PrecisionRecallF1> metrics) {
        return new PrecisionRecallF1(
                mean(batches, batch -> metrics.apply(batch).precision()),
                mean(batches, batch -> metrics.apply(batch).recall()),
                mean(batches, batch -> metrics.apply(batch).f1()));
    }

    private static double mean(List<Batch> batches, ToDoubleFunction<Batch> metric) {
        double images = batches.stream().mapToInt(Batch::images).sum();
        return batches.stream().mapToDouble(b -> b.images * metric.applyAsDouble(b)).sum() / images;
    }
}
