package org.tagzoo.zoo.registry;

import java.util.List;

/**
 * What becomes of an image before a network sees it, as the authors of its weights evaluate them:
 * resize, crop the centre, then {@code (value - mean) / std} of each pixel's value from 0 to 255.
 *
 * @param resize the shorter side in pixels before the crop, the longer side in proportion; 0 if the
 *     whole image is made {@code cropWidth} x {@code cropHeight}, whatever its proportions
 * @param cropWidth of what the network gets, in pixels
 * @param cropHeight of what the network gets, in pixels
 * @param interpolation of the resize
 * @param mean of red, green and blue, on the scale of 0 to 255
 * @param std of red, green and blue, on the scale of 0 to 255; 1 where weights want no division
 * @param publishedChannelOrder in which the published network takes its channels. The weights that
 *     TagZoo loads take red, green, blue always, and mean and std are in that order: those of a BGR
 *     network are turned round when they are converted.
 */
public record Preprocessing(
        int resize,
        int cropWidth,
        int cropHeight,
        Interpolation interpolation,
        List<Double> mean,
        List<Double> std,
        ChannelOrder publishedChannelOrder) {

    private static final int LARGEST_SIDE = 4096;

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
        if (cropWidth < 1
                || cropHeight < 1
                || Math.max(cropWidth, cropHeight) > LARGEST_SIDE
                || resize > LARGEST_SIDE
                || (resize != 0 && resize < Math.max(cropWidth, cropHeight))) {
            throw new IllegalArgumentException(
                    "A crop of %d x %d must be 1 to %d pixels wide and high, and the resize %d 0 or as large"
                            .formatted(cropWidth, cropHeight, LARGEST_SIDE, resize));
        }
        if (interpolation == null || publishedChannelOrder == null) {
            throw new IllegalArgumentException(
                    "Interpolation and publishedChannelOrder must be given");
        }
    }
}
