package org.tagzoo.datasets.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.tagzoo.datasets.text.EnumText;

/** How an image of any proportions becomes the square that a network takes. */
public enum Resize {
    /** The whole image, whatever its proportions: nothing is lost, but shapes change. */
    STRETCH,

    /**
     * The shorter side gets the square's length, the longer in proportion, and the middle is cut
     * out: shapes stay, the ends of the longer side are lost. Equal to torchvision's {@code
     * Resize(side)} and {@code CenterCrop(side)}.
     */
    CROP,

    /**
     * The longer side gets the square's length, the shorter in proportion, and two bars of one
     * colour fill the square: shapes stay, nothing is lost, but things get smaller. Equal to
     * Pillow's {@code ImageOps.pad(image, (side, side), Image.BILINEAR, color=(124, 116, 104))}.
     * That is the mean of ImageNet's images, which most weights are normalised by. It is the same
     * for all networks, so that all see the same pixels.
     */
    PAD;

    /** Returns the name as files have it, such as {@code crop}. */
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
    public static Resize of(String label) {
        return EnumText.parse(Resize.class, "resize", label);
    }
}
