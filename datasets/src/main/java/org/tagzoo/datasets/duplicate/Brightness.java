package org.tagzoo.datasets.duplicate;

import java.nio.ByteBuffer;
import org.tagzoo.datasets.image.PerceptualHash;
import org.tagzoo.datasets.image.RgbImage;

/**
 * The brightness of a small square image (ITU-R 601 luma), summed so that the mean over any part of
 * it is at hand: parts may begin and end within a pixel, whose brightness is even.
 */
public final class Brightness {

    private final int side;
    private final double[] sums;

    private Brightness(int side, double[] sums) {
        this.side = side;
        this.sums = sums;
    }

    /**
     * Sums an image.
     *
     * @param pixels red, green and blue, {@code [side, side, 3]} unsigned bytes
     */
    public static Brightness of(ByteBuffer pixels, int side) {
        double[] sums = new double[(side + 1) * (side + 1)];
        for (int y = 0; y < side; y++) {
            double row = 0;
            for (int x = 0; x < side; x++) {
                int at = 3 * (y * side + x);
                row +=
                        0.299 * (pixels.get(at) & 0xff)
                                + 0.587 * (pixels.get(at + 1) & 0xff)
                                + 0.114 * (pixels.get(at + 2) & 0xff);
                sums[(y + 1) * (side + 1) + x + 1] = sums[y * (side + 1) + x + 1] + row;
            }
        }
        return new Brightness(side, sums);
    }

    /** Returns the sum over what is above and left of a point, in shares of the sides, 0 to 1. */
    private double sum(double x, double y) {
        int left = Math.min((int) (x * side), side - 1);
        int top = Math.min((int) (y * side), side - 1);
        double right = x * side - left;
        double below = y * side - top;
        int at = top * (side + 1) + left;
        int next = at + side + 1;
        return (1 - below) * ((1 - right) * sums[at] + right * sums[at + 1])
                + below * ((1 - right) * sums[next] + right * sums[next + 1]);
    }

    /**
     * Returns the mean brightness, 0 to 255, of the cells of a grid over a part, row by row.
     *
     * @param cells on a side of the grid
     */
    float[] cells(Window part, int cells) {
        float[] means = new float[cells * cells];
        double[] above = new double[cells + 1];
        double area = part.width() * part.height() * side * side / cells / cells;
        for (int y = 0; y <= cells; y++) {
            double[] row = new double[cells + 1];
            for (int x = 0; x <= cells; x++) {
                row[x] =
                        sum(
                                Math.min(1, part.left() + part.width() * x / cells),
                                Math.min(1, part.top() + part.height() * y / cells));
            }
            for (int x = 0; y > 0 && x < cells; x++) {
                double sum = row[x + 1] - row[x] - above[x + 1] + above[x];
                means[(y - 1) * cells + x] = (float) (sum / area);
            }
            above = row;
        }
        return means;
    }

    /** Returns the hash of a part. */
    PerceptualHash hash(Window part) {
        int pixels = PerceptualHash.PIXELS;
        float[] means = cells(part, pixels);
        byte[] grey = new byte[3 * pixels * pixels];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) Math.round(means[i / 3]);
        }
        return PerceptualHash.of(new RgbImage(pixels, pixels, grey));
    }
}
