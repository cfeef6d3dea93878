package org.tagzoo.zoo.calibration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

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
}
