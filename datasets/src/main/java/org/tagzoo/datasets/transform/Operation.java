package org.tagzoo.datasets.transform;

import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.image.RgbImage;

/**
 * One definite change of an image: a {@link Transform} with its parameters drawn. Safe for several
 * threads at once.
 */
public interface Operation {

    /**
     * Returns the changed image, of the same size.
     *
     * @param image any image; it is left as it is
     * @return a new image, or the same object where nothing changes
     */
    RgbImage apply(RgbImage image);

    /**
     * Returns where a rectangle of an image is in the changed image: the smallest upright one
     * around its corners, which may reach beyond the image's edges; equal to torchvision v2's
     * transforms of {@code BoundingBoxes} but for that. Changes of colour move nothing.
     *
     * @param box inside the image
     * @param width of the image in pixels
     * @param height of the image in pixels
     */
    default PixelBox move(PixelBox box, int width, int height) {
        return box;
    }

    /** Returns what happens in a few words, such as {@code rotation 12.3°}. */
    String description();
}
