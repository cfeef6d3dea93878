package org.tagzoo.datasets.transform;

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

    /** Returns what happens in a few words, such as {@code rotation 12.3°}. */
    String description();
}
