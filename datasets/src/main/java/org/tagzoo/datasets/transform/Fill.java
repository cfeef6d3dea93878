package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.tagzoo.datasets.image.RgbImage;

/** What a transform puts where it has no pixel of the image. */
public enum Fill {
    /** Zeros, as torchvision does unless told otherwise. */
    @JsonProperty("black")
    BLACK,
    /** The image's own mean of each channel. */
    @JsonProperty("mean")
    MEAN,
    /** The nearest pixel of the image: its border drawn outwards. */
    @JsonProperty("nearest")
    NEAREST;

    /** Returns red, green and blue; black where the nearest pixel is meant. */
    byte[] color(RgbImage image) {
        byte[] color = new byte[3];
        if (this != MEAN) {
            return color;
        }
        byte[] pixels = image.pixels();
        long count = pixels.length / 3;
        for (int channel = 0; channel < 3; channel++) {
            long sum = 0;
            for (int i = channel; i < pixels.length; i += 3) {
                sum += pixels[i] & 0xff;
            }
            color[channel] = (byte) ((sum + count / 2) / count);
        }
        return color;
    }
}
