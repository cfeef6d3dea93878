package org.tagzoo.zoo.registry;

import java.util.List;

/**
 * What becomes of a pixel before a network sees it: {@code (value - mean) / std}, value 0 to 255.
 *
 * @param mean of red, green and blue, on the scale of 0 to 255
 * @param std of red, green and blue, on the scale of 0 to 255; 1 where weights want no division
 */
public record Preprocessing(List<Double> mean, List<Double> std) {

    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != 3 || std.size() != 3) {
            throw new IllegalArgumentException(
                    "Mean %s and std %s must have 3 values, for red, green and blue"
                            .formatted(mean, std));
        }
        if (!mean.stream().allMatch(Double::isFinite)
                || !std.stream().allMatch(s -> s > 0 && Double.isFinite(s))) {
            throw new IllegalArgumentException(
                    "Mean %s must be finite, std %s finite and above 0".formatted(mean, std));
        }
    }
}
