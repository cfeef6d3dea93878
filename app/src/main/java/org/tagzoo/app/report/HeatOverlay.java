package org.tagzoo.app.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.tagzoo.zoo.explain.HeatMap;

/**
 * A heat map drawn to be laid over its image: a PNG that is transparent where it is cold. Between
 * the cells' centres values are interpolated by cubic splines through them (Catmull-Rom). A line
 * goes around the places that are hotter than half of the scale.
 */
public final class HeatOverlay {

    /** The longer side in pixels; pages stretch the overlay over the image. */
    private static final int SIDE = 256;

    private static final double LEAST_TOP = 0.25;

    /** Light inside, dark outside, so that the line shows on any image. */
    private static final int INNER_LINE = 0xFFFFFFFF;

    private static final int OUTER_LINE = 0xFF000000;

    private HeatOverlay() {}

    /**
     * Returns the value that is drawn as the hottest: the map's largest, but at least a quarter of
     * a logit, so that traces don't look like finds.
     */
    public static double top(HeatMap map) {
        return Math.max(LEAST_TOP, map.largest());
    }

    /**
     * Draws a map.
     *
     * @param imageWidth of the image that it is laid over, for the proportions
     * @param imageHeight of the same
     * @param top value of the hottest colour, above 0; values of 0 and less are transparent
     * @return a PNG file
     */
    public static byte[] png(HeatMap map, int imageWidth, int imageHeight, double top) {
        double scale = (double) SIDE / Math.max(imageWidth, imageHeight);
        int width = (int) Math.max(1, Math.round(imageWidth * scale));
        int height = (int) Math.max(1, Math.round(imageHeight * scale));
        double[] heats = heats(map, width, height, top);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb(heats, width, height, x, y));
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException("An image is drawn in memory", e);
        }
        return png.toByteArray();
    }

    /** Returns the same as a {@code data:} address. */
    public static String dataAddress(HeatMap map, int imageWidth, int imageHeight, double top) {
        return "data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png(map, imageWidth, imageHeight, top));
    }

    private static int argb(double[] heats, int width, int height, int x, int y) {
        double heat = heats[y * width + x];
        boolean hot = heat >= 0.5;
        if ((x > 0 && heats[y * width + x - 1] >= 0.5 != hot)
                || (y > 0 && heats[(y - 1) * width + x] >= 0.5 != hot)
                || (x + 1 < width && heats[y * width + x + 1] >= 0.5 != hot)
                || (y + 1 < height && heats[(y + 1) * width + x] >= 0.5 != hot)) {
            return hot ? INNER_LINE : OUTER_LINE;
        }
        return (int) Math.round(255 * HeatColours.opacity(heat)) << 24 | HeatColours.rgb(heat);
    }

    private static double[] heats(HeatMap map, int width, int height, double top) {
        Spline across = Spline.of(map.columns(), width);
        Spline down = Spline.of(map.rows(), height);
        double[] rows = new double[map.rows() * width];
        for (int row = 0; row < map.rows(); row++) {
            for (int x = 0; x < width; x++) {
                for (int k = 0; k < Spline.TAPS; k++) {
                    rows[row * width + x] +=
                            across.weight(x, k) * map.value(row, across.cell(x, k));
                }
            }
        }
        double[] heats = new double[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = 0;
                for (int k = 0; k < Spline.TAPS; k++) {
                    value += down.weight(y, k) * rows[down.cell(y, k) * width + x];
                }
                heats[y * width + x] = Math.min(1, Math.max(0, value / top));
            }
        }
        return heats;
    }

    /** The cells that count for each pixel along one axis, and how much. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Spline(int cells, int[] first, double[] weights) {

        static final int TAPS = 4;

        static Spline of(int cells, int pixels) {
            int[] first = new int[pixels];
            double[] weights = new double[pixels * TAPS];
            for (int i = 0; i < pixels; i++) {
                double place = (i + 0.5) * cells / pixels - 0.5;
                int below = (int) Math.floor(place);
                double t = place - below;
                first[i] = below - 1;
                weights[i * TAPS] = ((2 - t) * t - 1) * t / 2;
                weights[i * TAPS + 1] = ((3 * t - 5) * t * t + 2) / 2;
                weights[i * TAPS + 2] = ((4 - 3 * t) * t + 1) * t / 2;
                weights[i * TAPS + 3] = (t - 1) * t * t / 2;
            }
            return new Spline(cells, first, weights);
        }

        /** Beyond the edge the outermost cell goes on. */
        int cell(int pixel, int tap) {
            return Math.min(cells - 1, Math.max(0, first[pixel] + tap));
        }

        double weight(int pixel, int tap) {
            return weights[pixel * TAPS + tap];
        }
    }
}
