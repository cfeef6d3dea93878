package org.tagzoo.datasets.image;

import java.util.Arrays;

/**
 * Bilinear resizing with antialiasing, bit for bit equal to Pillow's {@code image.resize((width,
 * height), Image.BILINEAR)} on 8-bit RGB.
 *
 * <p>Each output pixel is a weighted mean of the input pixels under a triangle as wide as the scale
 * (never narrower than one input pixel to each side), first along rows, then along columns, with
 * weights in fixed point and rounding to 8 bits after each pass, as in Pillow's {@code Resample.c}.
 * OpenCV's bilinear looks at four input pixels only, whatever the scale.
 */
public final class BilinearResize {

    private static final int PRECISION_BITS = 32 - 8 - 2;
    private static final int HALF = 1 << (PRECISION_BITS - 1);

    private BilinearResize() {}

    /**
     * Returns the whole picture, stretched to the size asked for.
     *
     * @param image any picture
     * @param width pixels in a row of the result, at least 1
     * @param height rows of the result, at least 1
     * @return the same object if the size is already right
     */
    public static RgbImage resize(RgbImage image, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "An image can't be resized to " + width + " x " + height + " pixels");
        }
        return resize(image, width, height, Region.whole(width, height));
    }

    /**
     * Returns a part of the stretched picture; what lies outside is not computed, so that the
     * middle of a very long picture costs no more than that of another.
     *
     * @param image any picture
     * @param width pixels in a row of the whole result
     * @param height rows of the whole result
     * @param part of the result, inside it
     * @return the same object if the size is already right and the part the whole
     */
    public static RgbImage resize(RgbImage image, int width, int height, Region part) {
        part.requireInside(width, height);
        Weights rows = Weights.of(image.height(), height, part.top(), part.height());
        int firstRow = rows.first[0];
        int last = part.height() - 1;
        int endRow = rows.first[last] + rows.count[last];
        RgbImage result = image;
        if (width != image.width() || part.width() != width || endRow - firstRow < image.height()) {
            Weights columns = Weights.of(image.width(), width, part.left(), part.width());
            result = horizontal(image, columns, firstRow, endRow);
        }
        if (height != image.height() || part.height() != height) {
            result = vertical(result, rows, firstRow);
        }
        return result;
    }

    private static RgbImage horizontal(RgbImage image, Weights weights, int firstRow, int endRow) {
        int width = weights.first.length;
        int height = endRow - firstRow;
        int[] factors = weights.factors;
        byte[] in = image.pixels();
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        int at = 0;
        for (int y = firstRow; y < endRow; y++) {
            int row = y * image.width() * 3;
            for (int x = 0; x < width; x++) {
                int red = HALF;
                int green = HALF;
                int blue = HALF;
                int from = row + weights.first[x] * 3;
                int k = x * weights.size;
                for (int end = k + weights.count[x]; k < end; k++) {
                    int factor = factors[k];
                    red += (in[from] & 0xff) * factor;
                    green += (in[from + 1] & 0xff) * factor;
                    blue += (in[from + 2] & 0xff) * factor;
                    from += 3;
                }
                out[at] = (byte) (red >> PRECISION_BITS);
                out[at + 1] = (byte) (green >> PRECISION_BITS);
                out[at + 2] = (byte) (blue >> PRECISION_BITS);
                at += 3;
            }
        }
        return new RgbImage(width, height, out);
    }

    /**
     * @param image rows of the source from {@code firstRow}
     */
    private static RgbImage vertical(RgbImage image, Weights weights, int firstRow) {
        int height = weights.first.length;
        int row = image.width() * 3;
        byte[] in = image.pixels();
        byte[] out = new byte[Math.multiplyExact(row, height)];
        int[] sums = new int[row];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            for (int k = 0; k < weights.count[y]; k++) {
                int factor = weights.factors[y * weights.size + k];
                int from = (weights.first[y] - firstRow + k) * row;
                for (int i = 0; i < row; i++) {
                    sums[i] += (in[from + i] & 0xff) * factor;
                }
            }
            int to = y * row;
            for (int i = 0; i < row; i++) {
                out[to + i] = (byte) (sums[i] >> PRECISION_BITS);
            }
        }
        return new RgbImage(image.width(), height, out);
    }

    /**
     * The input pixels of each output pixel along one axis, and their weights. The weights of one
     * output pixel are not negative and sum to 1 but for rounding, so that sums never leave 0 to
     * 255.
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Weights(int size, int[] first, int[] count, int[] factors) {

        /**
         * @param start first of the output pixels whose weights are wanted
         * @param length how many are wanted
         */
        static Weights of(int from, int to, int start, int length) {
            double scale = (double) from / to;
            double support = Math.max(scale, 1.0);
            int size = (int) Math.ceil(support) * 2 + 1;
            Weights weights =
                    new Weights(
                            size,
                            new int[length],
                            new int[length],
                            new int[Math.multiplyExact(length, size)]);
            double[] shares = new double[size];
            for (int i = 0; i < length; i++) {
                double center = (start + i + 0.5) * scale;
                int first = Math.max(0, (int) (center - support + 0.5));
                int count = Math.min(from, (int) (center + support + 0.5)) - first;
                double sum = 0;
                for (int k = 0; k < count; k++) {
                    shares[k] = triangle((k + first - center + 0.5) * (1.0 / support));
                    sum += shares[k];
                }
                weights.first[i] = first;
                weights.count[i] = count;
                for (int k = 0; k < count; k++) {
                    double share = sum == 0 ? shares[k] : shares[k] / sum;
                    weights.factors[i * size + k] = (int) (0.5 + share * (1 << PRECISION_BITS));
                }
            }
            return weights;
        }

        private static double triangle(double x) {
            double distance = Math.abs(x);
            return distance < 1.0 ? 1.0 - distance : 0.0;
        }
    }
}
