package org.tagzoo.zoo.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.ImageSize;

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

    /** In which order an image's channels lie. */
    public enum ChannelOrder {
        RGB,
        BGR
    }

    /** How images are resized. */
    public enum Interpolation {
        /** Bilinear over all source pixels under a target pixel, as Pillow and torchvision do. */
        @JsonProperty("bilinear antialiased")
        BILINEAR_ANTIALIASED,
        /** Bilinear between the four nearest source pixels, however much smaller it gets. */
        @JsonProperty("bilinear")
        BILINEAR,
        /** Bicubic over all source pixels under a target pixel, as Pillow does. */
        @JsonProperty("bicubic")
        BICUBIC,
        /** The nearest source pixel. */
        @JsonProperty("nearest")
        NEAREST;

        /** Returns the words that cards use. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        Check.that(
                mean.size() == 3 && mean.stream().allMatch(Double::isFinite),
                "mean",
                "3 finite values, for red, green and blue",
                mean);
        Check.that(
                std.size() == 3 && std.stream().allMatch(s -> s > 0 && Double.isFinite(s)),
                "std",
                "3 finite values above 0, for red, green and blue",
                std);
        Check.within("cropWidth", cropWidth, 1, LARGEST_SIDE);
        Check.within("cropHeight", cropHeight, 1, LARGEST_SIDE);
        int smallest = Math.max(cropWidth, cropHeight);
        Check.that(
                resize == 0 || (resize >= smallest && resize <= LARGEST_SIDE),
                "resize",
                "0, or %d to %d".formatted(smallest, LARGEST_SIDE),
                resize);
        Objects.requireNonNull(interpolation, "interpolation");
        Objects.requireNonNull(publishedChannelOrder, "publishedChannelOrder");
    }

    /** Returns the size of what the network gets. */
    public ImageSize imageSize() {
        return new ImageSize(cropHeight, cropWidth);
    }
}
