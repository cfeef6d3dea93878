package org.tagzoo.zoo.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How images are resized. */
public enum Interpolation {
    /** Bilinear over all source pixels under a target pixel, as Pillow and torchvision do. */
    @JsonProperty("bilinear antialiased")
    BILINEAR_ANTIALIASED,
    /** Bilinear between the four nearest source pixels, however much smaller the image gets. */
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
