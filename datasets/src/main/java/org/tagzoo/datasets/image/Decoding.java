package org.tagzoo.datasets.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.tagzoo.datasets.text.EnumText;

/** How much of an image file is decoded when the image is resized afterwards. */
public enum Decoding {
    /** Every pixel, so that resizing begins with what the file holds. */
    WHOLE,

    /**
     * A JPEG file at a half, a quarter or an eighth of its size, where neither side becomes smaller
     * than the image that is wanted; all else whole. A large photograph takes a fraction of the
     * time. Pixels differ by a few grey levels from those of {@link #WHOLE} after resizing, so that
     * a network's scores differ too: one that was trained on the one should be used with the same.
     *
     * <p>Equal to what Pillow's {@code Image.draft("RGB", (side, side))} gives.
     */
    REDUCED;

    /**
     * Decodes a file.
     *
     * @param content the whole file
     * @param leastSide pixels that each side keeps at least, if it has as many
     * @throws ImageException if it is no image that can be decoded whole; the message says why
     */
    public RgbImage decode(byte[] content, int leastSide) throws ImageException {
        try (DecodedImage image = open(content, leastSide)) {
            return image.whole();
        }
    }

    /** Does the same, for whoever goes through the rows once. */
    DecodedImage open(byte[] content, int leastSide) throws ImageException {
        return ImageDecoder.open(content, this == WHOLE ? Integer.MAX_VALUE : leastSide);
    }

    /** Returns the name as files have it, such as {@code reduced}. */
    @JsonValue
    public String label() {
        return EnumText.of(this);
    }

    /**
     * Returns the value of a name.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    @JsonCreator
    public static Decoding of(String label) {
        return EnumText.parse(Decoding.class, "decoding", label);
    }
}
