package org.tagzoo.datasets.image;

/**
 * What networks are evaluated with: the shorter side is resized and the centre cropped, or the
 * whole image is resized whatever its proportions. Bit for bit equal to torchvision's {@code
 * Resize} and {@code CenterCrop} on a Pillow image.
 *
 * <p>The longer side gets the proportional length, rounded down; a crop that can't be centred
 * begins at the even one of the two offsets beside. Where a resized image is smaller than the crop,
 * black is put around it, the odd row or column of it below or to the right.
 *
 * @param shorterSide in pixels after the resize, the longer in proportion; 0 to resize to {@code
 *     width} x {@code height} without a crop
 * @param width of the result in pixels
 * @param height of the result in pixels
 * @param resampling of the resize
 * @param decoding of files before the resize
 */
public record EvaluationTransform(
        int shorterSide, int width, int height, Resampling resampling, Decoding decoding) {

    private static final int LARGEST_SIDE = 4096;

    public EvaluationTransform {
        if (shorterSide < 0
                || width < 1
                || height < 1
                || Math.max(shorterSide, Math.max(width, height)) > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    "A crop must be 1 to %d pixels wide and high, and the shorter side at most that or 0; got %d x %d and %d"
                            .formatted(LARGEST_SIDE, width, height, shorterSide));
        }
    }

    /**
     * Returns what the network gets of a file.
     *
     * @param content the whole file
     * @return {@code width} x {@code height} pixels
     * @throws ImageException if it is no image that can be decoded whole; the message says why
     */
    public RgbImage read(byte[] content) throws ImageException {
        int leastSide = shorterSide == 0 ? Math.max(width, height) : shorterSide;
        return apply(decoding.decode(content, leastSide));
    }

    /**
     * Returns what the network gets of an image that is decoded already.
     *
     * @return {@code width} x {@code height} pixels
     */
    public RgbImage apply(RgbImage image) {
        if (shorterSide == 0) {
            return resampling.resize(image, width, height, Region.whole(width, height));
        }
        int shorter = Math.min(image.width(), image.height());
        int scaledWidth = scaled(image.width(), shorter);
        int scaledHeight = scaled(image.height(), shorter);
        Centre across = Centre.of(scaledWidth, width);
        Centre down = Centre.of(scaledHeight, height);
        Region seen = new Region(across.start, down.start, across.length, down.length);
        RgbImage part = resampling.resize(image, scaledWidth, scaledHeight, seen);
        boolean fills = across.length == width && down.length == height;
        return fills ? part : onBlack(part, across.before, down.before);
    }

    private int scaled(int side, int shorter) {
        // The shorter side comes out as shorterSide exactly.
        double length = (double) ((long) shorterSide * side) / shorter;
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "An image with sides of %d and %d pixels is too long to resize to %d"
                            .formatted(shorter, side, shorterSide));
        }
        return (int) length;
    }

    private RgbImage onBlack(RgbImage part, int left, int top) {
        byte[] out = new byte[width * height * 3];
        int row = part.width() * 3;
        for (int y = 0; y < part.height(); y++) {
            System.arraycopy(part.pixels(), y * row, out, ((top + y) * width + left) * 3, row);
        }
        return new RgbImage(width, height, out);
    }

    /**
     * The middle of one side.
     *
     * @param start first pixel that is seen
     * @param length pixels that are seen
     * @param before black pixels before them
     */
    private record Centre(int start, int length, int before) {

        static Centre of(int side, int crop) {
            return crop > side
                    ? new Centre(0, side, (crop - side) / 2)
                    : new Centre((int) Math.rint((side - crop) / 2.0), crop, 0);
        }
    }
}
