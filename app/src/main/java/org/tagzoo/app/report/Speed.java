package org.tagzoo.app.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many images a second a row's network takes, decoding left out.
 *
 * @param embedding by its body, in batches
 * @param prediction by body and head, in batches
 * @param oneImage by body and head, one image after the other
 * @param isOnFrontier whether no other row of its task is as good and as fast in batches; false
 *     until the table is whole
 */
public record Speed(
        double embedding,
        double prediction,
        double oneImage,
        @JsonProperty("frontier") boolean isOnFrontier) {

    /** Returns the same speed, on the frontier or not. */
    Speed onFrontier(boolean is) {
        return new Speed(embedding, prediction, oneImage, is);
    }
}
