package org.tagzoo.datasets.image;

/** How an image gets another size. */
public enum Resampling {
    /** {@link BilinearResize}: every source pixel under a target pixel counts. */
    BILINEAR,
    /** {@link NearestResize}: one source pixel for each target pixel. */
    NEAREST;

    /**
     * Resizes an image and returns a part of the result; the rest of it is never computed.
     *
     * @param width of the whole result in pixels
     * @param height of the whole result in pixels
     * @param part of the result, inside it
     */
    public RgbImage resize(RgbImage image, int width, int height, Region part) {
        return switch (this) {
            case BILINEAR -> BilinearResize.resize(image, width, height, part);
            case NEAREST -> NearestResize.resize(image, width, height, part);
        };
    }
}
