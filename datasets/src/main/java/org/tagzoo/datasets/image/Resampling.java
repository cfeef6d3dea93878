package org.tagzoo.datasets.image;

/** How an image gets another size. */
public enum Resampling {
    /** Every source pixel under a target pixel counts, as Pillow's {@code BILINEAR} has it. */
    BILINEAR,
    /** The same with a sharper kernel, as Pillow's {@code BICUBIC} has it. */
    BICUBIC,
    /** {@link NearestResize}: one source pixel for each target pixel. */
    NEAREST;

    /**
     * Resizes a whole image, stretched to the size asked for.
     *
     * @param width pixels in a row of the result, at least 1
     * @param height rows of the result, at least 1
     */
    public RgbImage resize(RgbImage image, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "An image can't be resized to " + width + " x " + height + " pixels");
        }
        return resize(image, width, height, Region.whole(width, height));
    }

    /**
     * Resizes an image and returns a part of the result; the rest of it is never computed.
     *
     * @param width of the whole result in pixels
     * @param height of the whole result in pixels
     * @param part of the result, inside it
     */
    public RgbImage resize(RgbImage image, int width, int height, Region part) {
        return resize(DecodedImage.of(image), width, height, part);
    }

    /** Does the same to an image that need not be in Java's memory as a whole. */
    RgbImage resize(DecodedImage image, int width, int height, Region part) {
        return switch (this) {
            case BILINEAR ->
                    PillowResize.resize(AxisWeights.Kernel.TRIANGLE, image, width, height, part);
            case BICUBIC ->
                    PillowResize.resize(AxisWeights.Kernel.CUBIC, image, width, height, part);
            case NEAREST -> NearestResize.resize(image.whole(), width, height, part);
        };
    }
}
