package org.tagzoo.datasets.image;

/**
 * A decoded image as a person sees it: upright, without transparency, three colours.
 *
 * @param width pixels in a row, at least 1
 * @param height rows, at least 1
 * @param pixels red, green, blue, 0 to 255, row by row from the top left ({@code HWC}); {@code
 *     width * height * 3} bytes, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // an image is compared by nobody, and copied by nobody
public record RgbImage(int width, int height, byte[] pixels) {

    public RgbImage {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("An image of " + width + " x " + height + " pixels");
        }
        if (pixels.length != width * height * 3) {
            throw new IllegalArgumentException(
                    "An image of %d x %d pixels has %d bytes, not %d"
                            .formatted(width, height, width * height * 3, pixels.length));
        }
    }
}
