package org.tagzoo.zoo.calibration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.Thresholds;

/** What turns an image's scores into probabilities. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LabelCalibrations.class, name = "labels"),
    @JsonSubTypes.Type(value = TemperatureScaling.class, name = "temperature")
})
public sealed interface Calibration permits LabelCalibrations, TemperatureScaling {

    /**
     * Returns an image's probabilities.
     *
     * @param scores {@code [L]}, 0 to 1 each; not changed
     * @return {@code [L]}, 0 to 1 each
     * @throws IllegalArgumentException if it was fitted to another number of labels
     */
    float[] apply(float[] scores);

    /** Returns whether scores of so many labels, that exclude each other or not, can be given. */
    boolean fits(int labels, boolean areClasses);

    /** Returns thresholds of scores that predict what these do of probabilities. */
    default Thresholds ofScores(Thresholds thresholds) {
        return thresholds;
    }

    /** Returns the probabilities of images, {@code [N, L]}, beside the same targets. */
    default ScoreMatrix apply(ScoreMatrix scores) {
        return new ScoreMatrix(
                Arrays.stream(scores.scores()).map(this::apply).toArray(float[][]::new),
                scores.targets(),
                scores.unknown());
    }
}
