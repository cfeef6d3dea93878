package org.tagzoo.datasets.image;

/**
 * The rows of an image, resized along the row when they are asked for, as samples of 0 to 255 in
 * {@code int}s. Rows are asked for in order, and the last few are kept.
 *
 * <p>Two rows are made at a time: a sample of the one and the sample below it share a {@code long},
 * 32 bits each, so that one multiplication weighs both.
 */
final class ResizedRows {

    private static final int LANE = 32;
    private static final long HALF =
            (1L << (AxisWeights.PRECISION_BITS - 1))
                    | (1L << (LANE + AxisWeights.PRECISION_BITS - 1));

    private final DecodedImage image;
    private final AxisWeights columns;
    private final long[] pair;
    private final int[][] kept;
    private int end;

    /**
     * @param columns of the result; null to leave rows as they are
     * @param firstRow the first that is asked for
     * @param window how many rows, up to the one asked for last, are wanted at once
     */
    ResizedRows(DecodedImage image, AxisWeights columns, int firstRow, int window) {
        this.image = image;
        this.columns = columns;
        this.pair = new long[image.width() * 3];
        int samples = 3 * (columns == null ? image.width() : columns.first().length);
        this.kept = new int[Math.min(window, image.height()) + 1][samples];
        this.end = firstRow;
    }

    /**
     * Returns the samples of a row, three a pixel in the image's own order.
     *
     * @param y a row that was asked for within the window, or the next
     */
    int[] row(int y) {
        while (y >= end) {
            pack(end);
            if (columns == null) {
                unpack(slot(end), slot(end + 1));
            } else {
                weigh(slot(end), slot(end + 1));
            }
            end += 2;
        }
        return slot(y);
    }

    private int[] slot(int y) {
        return kept[y % kept.length];
    }

    /** Below the last row there is none: it stands for it. */
    private void pack(int y) {
        byte[] in = image.rows(y);
        long[] samples = pair;
        int upper = image.offset(y);
        int lower = y + 1 < image.height() ? upper + samples.length : upper;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (in[upper + i] & 0xff) | ((long) (in[lower + i] & 0xff) << LANE);
        }
    }

    private void unpack(int[] upper, int[] lower) {
        for (int i = 0; i < pair.length; i++) {
            upper[i] = (int) pair[i];
            lower[i] = (int) (pair[i] >>> LANE);
        }
    }

    private void weigh(int[] upper, int[] lower) {
        long[] samples = pair;
        int[] first = columns.first();
        int[] count = columns.count();
        int[] factors = columns.factors();
        int size = columns.size();
        int at = 0;
        for (int x = 0; x < first.length; x++, at += 3) {
            long red = HALF;
            long green = HALF;
            long blue = HALF;
            int from = first[x] * 3;
            int k = x * size;
            for (int stop = k + count[x]; k < stop; k++, from += 3) {
                long factor = factors[k];
                blue += samples[from + 2] * factor;
                green += samples[from + 1] * factor;
                red += samples[from] * factor;
            }
            upper[at + 2] = AxisWeights.sample((int) blue);
            upper[at + 1] = AxisWeights.sample((int) green);
            upper[at] = AxisWeights.sample((int) red);
            lower[at + 2] = AxisWeights.sample(lower(blue));
            lower[at + 1] = AxisWeights.sample(lower(green));
            lower[at] = AxisWeights.sample(lower(red));
        }
    }

    /** Of the row below; a negative sum of the row above has borrowed from it. */
    private static int lower(long sums) {
        return (int) ((sums - (int) sums) >> LANE);
    }
}
