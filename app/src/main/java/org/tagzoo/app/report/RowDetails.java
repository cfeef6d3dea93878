package org.tagzoo.app.report;

import java.util.List;

/**
 * What the report draws of one row with figures, beside its line in the table.
 *
 * @param name the row's name in the table
 * @param history an entry an epoch, in order
 * @param thresholdScan micro figures on validation, an entry a threshold scanned, ascending
 * @param labels an entry a label, in the corpus's order, on test
 * @param mistakes the worst first, at most some dozens
 */
public record RowDetails(
        String name,
        List<Epoch> history,
        List<ThresholdPoint> thresholdScan,
        List<LabelFigures> labels,
        List<Mistake> mistakes) {

    /** Losses are means over images and labels; F1 is micro, at the training threshold. */
    public record Epoch(
            int epoch,
            double trainLoss,
            double validationLoss,
            double trainF1,
            double validationF1,
            double seconds) {}

    /** Micro figures at one threshold. */
    public record ThresholdPoint(double threshold, double f1, double precision, double recall) {}

    /** One label on test at the row's threshold; support is its number of true images. */
    public record LabelFigures(
            String label,
            int support,
            double threshold,
            double precision,
            double recall,
            double f1,
            double averagePrecision) {}

    /**
     * An image on which the network was sure and wrong.
     *
     * @param image its id
     * @param thumbnail its pixels as a {@code data:} address, PNG or JPEG
     * @param label the label that was wrong
     * @param kind {@code false positive} or {@code false negative}
     * @param score the label's score
     * @param trueLabels what the image has
     * @param attached what the network attached
     */
    public record Mistake(
            String image,
            String thumbnail,
            String label,
            String kind,
            double score,
            List<String> trueLabels,
            List<String> attached) {}
}
