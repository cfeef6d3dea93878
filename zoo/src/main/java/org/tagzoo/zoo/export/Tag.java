package org.tagzoo.zoo.export;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.Serializable;

/**
 * One label of one image. Its components, by their names and in their order, are the members of its
 * JSON everywhere; the last stands there under its older name {@code attached} too, and is read
 * under both.
 *
 * @param label its name
 * @param score 0 to 1, a probability where the export is calibrated and else not promised to be
 *     one; a float, as the double of its shortest decimal form, so that it prints as in {@code
 *     scores.csv}
 * @param threshold from which score on the label is predicted, 0 to 1; 2 means never; {@code null},
 *     and not in JSON, where an image is given the label of the highest score
 * @param predicted whether the image is given the label: the score, a float, is at least the
 *     threshold rounded to a float, or without thresholds the first of the highest
 * @param unsure whether the answer is "not sure", of an export that has such answers; the label is
 *     not predicted then, whatever its score. Only in JSON where it is true
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"label", "score", "threshold", Tag.ATTACHED, "predicted", "unsure"})
public record Tag(
        String label,
        double score,
        Double threshold,
        boolean predicted,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unsure)
        implements Serializable {

    static final String ATTACHED = "attached";

    /** A label of which the network is sure, or which has no other answers. */
    public Tag(String label, double score, Double threshold, boolean predicted) {
        this(label, score, threshold, predicted, false);
    }

    /** Reads JSON: {@code attached} stands for {@code predicted} where only that is there. */
    @JsonCreator
    static Tag read(
            @JsonProperty("label") String label,
            @JsonProperty("score") double score,
            @JsonProperty("threshold") Double threshold,
            @JsonProperty("predicted") Boolean predicted,
            @JsonProperty(ATTACHED) boolean attached,
            @JsonProperty("unsure") boolean unsure) {
        return new Tag(label, score, threshold, predicted == null ? attached : predicted, unsure);
    }

    @JsonProperty(ATTACHED)
    private boolean attached() {
        return predicted;
    }
}
