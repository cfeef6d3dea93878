package org.tagzoo.zoo.network;

import java.util.List;

/**
 * What a network does to pixels first: {@code (pixel - mean) / deviation}, per channel.
 *
 * @param mean red, green, blue, in units of 0 to 255
 * @param deviation likewise, above 0
 */
public record Normalization(List<Double> mean, List<Double> deviation) {

    public Normalization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != 3 || deviation.size() != 3) {
            throw new IllegalArgumentException(
                    "Three means and three deviations, not " + mean + " and " + deviation);
        }
        for (double value : deviation) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("Deviations are above 0, not " + deviation);
            }
        }
    }
}
