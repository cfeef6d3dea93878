package org.tagzoo.app.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelMatrices;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.network.LayerTable;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.threshold.ThresholdScan;

/**
 * What the report draws of one row with metrics, beside its line in the table.
 *
 * @param name the row's name in the table
 * @param history an entry an epoch, in order
 * @param thresholdScan micro metrics on validation, an entry a threshold scanned, ascending; empty
 *     where there is nothing to scan
 * @param labels an entry a label, in the corpus's order, on test
 * @param averages of the labels' metrics, on test
 * @param matrices how labels meet labels; empty: not drawn
 * @param errors the worst first, at most some dozens
 * @param swaps the pairs of labels that are most often taken for one another, most first
 * @param layers of its network; empty: not known
 * @param inside what the network sees; may be empty
 * @param calibration how far its scores are from probabilities; empty: not drawn
 * @param fixed what its tags come to at the threshold of training; empty: not drawn
 * @param thresholds of each label; empty: not drawn
 * @param boxes test images with their true and predicted boxes; may be empty
 */
public record RowDetails(
        String name,
        List<Epoch> history,
        List<ThresholdScan.Point> thresholdScan,
        List<LabelReport> labels,
        List<Average> averages,
        Optional<LabelMatrices> matrices,
        List<ErrorExample> errors,
        List<Swap> swaps,
        Optional<LayerTable> layers,
        List<TileSheet> inside,
        Optional<RowCalibration> calibration,
        Optional<FixedThreshold> fixed,
        Optional<RowThresholds> thresholds,
        List<BoxExample> boxes) {

    /** Details without a threshold of training and without boxes. */
    public RowDetails(
            String name,
            List<Epoch> history,
            List<ThresholdScan.Point> thresholdScan,
            List<LabelReport> labels,
            List<Average> averages,
            Optional<LabelMatrices> matrices,
            List<ErrorExample> errors,
            List<Swap> swaps,
            Optional<LayerTable> layers,
            List<TileSheet> inside,
            Optional<RowCalibration> calibration) {
        this(
                name,
                history,
                thresholdScan,
                labels,
                averages,
                matrices,
                errors,
                swaps,
                layers,
                inside,
                calibration,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** Returns the same with boxes. */
    public RowDetails with(List<BoxExample> examples) {
        return with(fixed, thresholds, examples);
    }

    /** Returns the same with what scores come to at a threshold. */
    public RowDetails at(double threshold, ScoreMatrix test) {
        return with(Optional.of(FixedThreshold.of(threshold, test)), thresholds, boxes);
    }

    /** Returns the same with a threshold for each label. */
    public RowDetails with(RowThresholds ofLabels) {
        return with(fixed, Optional.of(ofLabels), boxes);
    }

    private RowDetails with(
            Optional<FixedThreshold> atThreshold,
            Optional<RowThresholds> ofLabels,
            List<BoxExample> examples) {
        return new RowDetails(
                name,
                history,
                thresholdScan,
                labels,
                averages,
                matrices,
                errors,
                swaps,
                layers,
                inside,
                calibration,
                atThreshold,
                ofLabels,
                examples);
    }

    /**
     * Losses are means over images and labels; the others are the task's first metric, at the
     * training threshold if it takes one.
     *
     * @param beside what outputs beside the labels come to, by names such as {@code
     *     validationBoxLoss}; mostly empty
     */
    public record Epoch(
            int epoch,
            double trainLoss,
            double validationLoss,
            double train,
            double validation,
            double seconds,
            Map<String, Double> beside) {

        /** An epoch of a network that gives labels alone. */
        public Epoch(
                int epoch,
                double trainLoss,
                double validationLoss,
                double train,
                double validation,
                double seconds) {
            this(epoch, trainLoss, validationLoss, train, validation, seconds, Map.of());
        }
    }

    /**
     * An average over labels or images.
     *
     * @param name {@code micro}, {@code macro}, {@code weighted} or {@code samples}
     * @param support how many true labels all images have together
     * @param metrics on test at the row's threshold
     * @param interval of F1
     */
    public record Average(String name, long support, PrecisionRecallF1 metrics, Interval interval) {

        /** Returns the four averages of an evaluation. */
        public static List<Average> all(TaskEvaluation evaluation) {
            Evaluation test = evaluation.averages();
            F1Intervals intervals = evaluation.intervals();
            long support = (long) test.support();
            return List.of(
                    new Average("micro", support, test.micro(), intervals.micro()),
                    new Average("macro", support, test.macro(), intervals.macro()),
                    new Average("weighted", support, test.weighted(), intervals.weighted()),
                    new Average("samples", support, test.samples(), intervals.samples()));
        }
    }

    /**
     * An image of the error gallery.
     *
     * @param id its name in the corpus
     * @param thumbnail its pixels as a {@code data:} address, PNG or JPEG
     * @param trueLabels what the image has
     * @param predicted what the network predicted
     */
    public record GalleryImage(
            String id, String thumbnail, List<String> trueLabels, List<String> predicted) {}

    /**
     * An image on which the network was sure and wrong.
     *
     * @param label the label that was wrong
     * @param kind {@code false positive} or {@code false negative}
     * @param score the label's score
     */
    public record ErrorExample(GalleryImage image, String label, String kind, double score) {}

    /**
     * One label taken for another: the first is true and was not predicted, the second was
     * predicted and is not true.
     *
     * @param images how many test images this happened on
     * @param examples some of them
     */
    public record Swap(
            String trueLabel, String predictedLabel, int images, List<SwapExample> examples) {}

    /** An image on which one label was taken for another, with the scores of both. */
    public record SwapExample(GalleryImage image, double trueScore, double predictedScore) {}
}
