package org.tagzoo.datasets.image;

import java.util.Arrays;

/**
 * Resizing with antialiasing, bit for bit equal to Pillow's {@code image.resize((width, height),
 * filter)} on 8-bit RGB, for the filters {@code Image.BILINEAR} and {@code Image.BICUBIC}.
 *
 * <p>Each output pixel is a weighted mean of the input pixels under a kernel as wide as the scale
 * (never narrower than for the same size), first along rows, then along columns, with weights in
 * fixed point and rounding to 8 bits after each pass, as in Pillow's {@code Resample.c}. OpenCV's
 * bilinear looks at four input pixels only, whatever the scale.
 */
final class PillowResize {

    private static final int HALF = 1 << (AxisWeights.PRECISION_BITS - 1);

    private PillowResize() {}

    /**
     * Returns a part of the stretched image; what lies outside is not computed, so that the middle
     * of a very long image costs no more than that of another.
     *
     * @param kernel which input pixels count, and how much
     * @param width pixels in a row of the whole result
     * @param height rows of the whole result
     * @param part of the result, inside it
     * @return all pixels as they are if the size is already right and the part the whole
     */
    static RgbImage resize(
            AxisWeights.Kernel kernel, DecodedImage image, int width, int height, Region part) {
        part.requireInside(width, height);
        boolean across = width != image.width() || part.width() != width;
        boolean down = height != image.height() || part.height() != height;
        if (!across && !down) {
            return image.whole();
        }
        AxisWeights columns =
                across
                        ? AxisWeights.of(kernel, image.width(), width, part.left(), part.width())
                        : null;
        // Of a side that keeps its length, each weight is the whole of one pixel.
        AxisWeights rows =
                AxisWeights.of(kernel, image.height(), height, part.top(), part.height());
        RgbImage resized =
                weigh(
                        new ResizedRows(image, columns, rows.first()[0], rows.size()),
                        rows,
                        part.width());
        if (image.isBgr()) {
            MatPixels.swapRedAndBlue(resized.pixels());
        }
        return resized;
    }

    /** Sums are kept for a whole row, a loop that the compiler makes vector instructions of. */
    private static RgbImage weigh(ResizedRows source, AxisWeights rows, int width) {
        int height = rows.first().length;
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        int[] sums = new int[width * 3];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            for (int k = 0; k < rows.count()[y]; k++) {
                add(source.row(rows.first()[y] + k), rows.factors()[y * rows.size() + k], sums);
            }
            int to = y * sums.length;
            for (int i = 0; i < sums.length; i++) {
                out[to + i] = (byte) AxisWeights.sample(sums[i]);
            }
        }
        return new RgbImage(width, height, out);
    }

    private static void add(int[] samples, int factor, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += samples[i] * factor;
        }
    }
}
