package org.tagzoo.zoo.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a network does to pixels first: {@code (pixel - mean) / deviation}, per channel.
 *
 * @param mean red, green, blue, in units of 0 to 255
 * @param std standard deviation, likewise, above 0
 */
public record Normalization(List<Double> mean, @JsonProperty("deviation") List<Double> std) {

    public Normalization {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != 3 || std.size() != 3) {
            throw new IllegalArgumentException(
                    "Three means and three deviations, not " + mean + " and " + std);
        }
        for (double value : std) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("Deviations are above 0, not " + std);
            }
        }
    }
}
