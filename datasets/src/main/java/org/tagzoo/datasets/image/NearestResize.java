package org.tagzoo.datasets.image;

/**
 * Resizing that takes the source pixel under the middle of each target pixel, bit for bit equal to
 * Pillow's {@code image.resize((width, height), Image.NEAREST)}: what Keras loads images with
 * unless told otherwise.
 */
public final class NearestResize {

    private NearestResize() {}

    /**
     * Resizes an image and returns a part of the result.
     *
     * @param image any image
     * @param width pixels in a row of the whole result, at least 1
     * @param height rows of the whole result, at least 1
     * @param part of the result, inside it
     */
    public static RgbImage resize(RgbImage image, int width, int height, Region part) {
        part.requireInside(width, height);
        int[] columns = sources(image.width(), width, part.left(), part.width());
        int[] rows = sources(image.height(), height, part.top(), part.height());
        byte[] in = image.pixels();
        byte[] out =
                new byte[Math.multiplyExact(Math.multiplyExact(part.width(), part.height()), 3)];
        int at = 0;
        for (int row : rows) {
            int start = row * image.width() * 3;
            for (int column : columns) {
                int from = start + column * 3;
                out[at] = in[from];
                out[at + 1] = in[from + 1];
                out[at + 2] = in[from + 2];
                at += 3;
            }
        }
        return new RgbImage(part.width(), part.height(), out);
    }

    /** Adds up the scale as Pillow does: a product can round to the pixel beside. */
    private static int[] sources(int from, int to, int first, int count) {
        double scale = (double) from / to;
        double position = scale * 0.5;
        int[] sources = new int[count];
        for (int i = 0; i < first + count; i++) {
            if (i >= first) {
                sources[i - first] = Math.min(from - 1, (int) position);
            }
            position += scale;
        }
        return sources;
    }
}
