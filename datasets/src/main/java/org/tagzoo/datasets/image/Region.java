package org.tagzoo.datasets.image;

/**
 * A rectangle of an image, in pixels.
 *
 * @param left columns to the left of it, at least 0
 * @param top rows above it, at least 0
 * @param width at least 1
 * @param height at least 1
 */
public record Region(int left, int top, int width, int height) {

    public Region {
        if (left < 0 || top < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A region must begin at 0, 0 or after and have 1 pixel or more; got %d x %d at %d, %d"
                            .formatted(width, height, left, top));
        }
    }

    /** Returns the whole of an image. */
    public static Region whole(int width, int height) {
        return new Region(0, 0, width, height);
    }

    /**
     * @throws IllegalArgumentException if this reaches beyond an image of that size
     */
    void requireInside(int imageWidth, int imageHeight) {
        if (left > imageWidth - width || top > imageHeight - height) {
            throw new IllegalArgumentException(
                    "The region of %d x %d at %d, %d is not inside an image of %d x %d pixels"
                            .formatted(width, height, left, top, imageWidth, imageHeight));
        }
    }
}
