package org.tagzoo.zoo.calibration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.tagzoo.zoo.threshold.Thresholds;

/** What turns one label's scores into probabilities. A higher score never gets a lower one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Uncalibrated.class, name = "none"),
    @JsonSubTypes.Type(value = PlattScaling.class, name = "platt"),
    @JsonSubTypes.Type(value = IsotonicCalibration.class, name = "isotonic")
})
public sealed interface LabelCalibration permits Uncalibrated, PlattScaling, IsotonicCalibration {

    /**
     * Returns the probability of a score.
     *
     * @param score 0 to 1
     * @return 0 to 1
     */
    float apply(float score);

    /**
     * Returns the lowest score that gets a probability: an image is at or above the one where it is
     * at or above the other.
     *
     * @param probability 0 to 1, rounded to a float
     * @return 0 to 1, a float as the double of its shortest decimal form; {@link Thresholds#NEVER}
     *     if no score gets so much
     */
    default double lowestScore(double probability) {
        int low = 0;
        int none = Float.floatToIntBits(1) + 1;
        int high = none;
        // Floats of 0 to 1 rise as their bits do.
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (apply(Float.intBitsToFloat(middle)) >= (float) probability) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == none
                ? Thresholds.NEVER
                : Double.parseDouble(Float.toString(Float.intBitsToFloat(low)));
    }
}
