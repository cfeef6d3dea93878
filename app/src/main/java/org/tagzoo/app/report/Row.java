package org.tagzoo.app.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.tagzoo.zoo.metric.Spread;

/**
 * One network's line. Figures are {@code null} unless the status is {@link Status#OK}.
 *
 * @param name its folder under {@code rows/}
 * @param model the network, such as {@code resnet50}
 * @param weights where the first weights come from, such as {@code resnet50.keras}; {@code null}
 *     from scratch
 * @param augmented whether training images were altered at random
 * @param status whether there are figures
 * @param reason why there are none, and how to get them; beside figures, what to know of them, such
 *     as that training stopped early; {@code null} for nothing
 * @param f1 micro F1 at the row's threshold
 * @param f1Low lower end of its 95% bootstrap interval
 * @param f1High upper end
 * @param precision micro precision at the same threshold
 * @param recall micro recall at the same threshold
 * @param macroF1 mean of the labels' F1 at the same threshold
 * @param meanAveragePrecision mean of the labels' average precision, over labels with support
 * @param ratioOfF1 micro F1 on train over micro F1 on validation, after the last epoch: above 1 is
 *     overfitting
 * @param threshold chosen on validation; a label is attached where score &gt;= threshold
 * @param f1PerLabelThresholds micro F1 with one threshold per label, chosen on validation
 * @param trainingSeconds time of training, embedding not counted
 * @param embeddingSeconds time to compute the embeddings, or what it took when the cache got them
 * @param parameters numbers in the whole network, trained or not
 * @param published a published line to hold it against; {@code null} if there is none
 * @param f1Spread micro F1 over several training seeds, this row's own among them; {@code null} if
 *     there was one seed only
 * @param ensemble the rows that this one puts together; {@code null} for a network
 * @param imageSize side of the square of pixels that the network gets; {@code null} for an
 *     ensemble, and in tables written before they told it
 */
public record Row(
        String name,
        String model,
        String weights,
        boolean augmented,
        Status status,
        String reason,
        Double f1,
        Double f1Low,
        Double f1High,
        Double precision,
        Double recall,
        Double macroF1,
        @JsonProperty("mAP") Double meanAveragePrecision,
        Double ratioOfF1,
        Double threshold,
        Double f1PerLabelThresholds,
        Double trainingSeconds,
        Double embeddingSeconds,
        Long parameters,
        Published published,
        Spread f1Spread,
        Ensemble ensemble,
        Integer imageSize) {

    /** A network that was trained with one seed. */
    public Row(
            String name,
            String model,
            String weights,
            boolean augmented,
            Status status,
            String reason,
            Double f1,
            Double f1Low,
            Double f1High,
            Double precision,
            Double recall,
            Double macroF1,
            Double meanAveragePrecision,
            Double ratioOfF1,
            Double threshold,
            Double f1PerLabelThresholds,
            Double trainingSeconds,
            Double embeddingSeconds,
            Long parameters,
            Published published) {
        this(
                name,
                model,
                weights,
                augmented,
                status,
                reason,
                f1,
                f1Low,
                f1High,
                precision,
                recall,
                macroF1,
                meanAveragePrecision,
                ratioOfF1,
                threshold,
                f1PerLabelThresholds,
                trainingSeconds,
                embeddingSeconds,
                parameters,
                published,
                null,
                null,
                null);
    }

    /** Returns a row without figures, of a network that was skipped or failed. */
    public static Row without(
            String name,
            String model,
            String weights,
            boolean augmented,
            Status status,
            String reason,
            Published published) {
        return new Row(
                name, model, weights, augmented, status, reason, null, null, null, null, null, null,
                null, null, null, null, null, null, null, published);
    }

    /** Returns the same row with the size of its images. */
    public Row withImageSize(int side) {
        return with(f1Spread, side);
    }

    /** Returns the same row with what several training seeds gave. */
    public Row withF1Spread(Spread spread) {
        return with(spread, imageSize);
    }

    private Row with(Spread spread, Integer side) {
        return new Row(
                name,
                model,
                weights,
                augmented,
                status,
                reason,
                f1,
                f1Low,
                f1High,
                precision,
                recall,
                macroF1,
                meanAveragePrecision,
                ratioOfF1,
                threshold,
                f1PerLabelThresholds,
                trainingSeconds,
                embeddingSeconds,
                parameters,
                published,
                spread,
                ensemble,
                side);
    }

    /** Where its first weights come from, in words, or what it puts together. */
    String origin() {
        return ensemble != null
                ? ensemble.describe()
                : weights == null ? "from scratch" : "weights " + weights;
    }

    /** Whether a row has figures. */
    public enum Status {
        @JsonProperty("ok")
        OK,
        @JsonProperty("skipped")
        SKIPPED,
        @JsonProperty("failed")
        FAILED
    }

    /**
     * Figures that others printed, on their data and split; {@code null} where they printed none.
     */
    public record Published(
            Double f1, Double precision, Double recall, Double ratioOfF1, String trainingTime) {}
}
