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
 *
 * <p>Colours go from none to full: blue, violet, red, orange, yellow, each lighter than the one
 * before, so that they can be told apart without seeing red or green, and in print; the hotter, the
 * less of the image shines through. They are five of the colours of Matplotlib's "plasma".
 */
public final class HeatOverlay {

    private static final int[][] COLOURS = {
        {13, 8, 135}, {126, 3, 168}, {204, 71, 120}, {248, 149, 64}, {240, 249, 33}
    };

    /** How much of the image the hottest place hides. */
    private static final double OPACITY = 0.7;

    /** Heat from which on the opacity grows no more. */
    private static final double FULL = 0.6;

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
    static double top(HeatMap map) {
        return Math.max(LEAST_TOP, map.largest());
    }

    /** Returns the colour of a heat of 0 to 1, as {@code 0xRRGGBB}. */
    static int rgb(double heat) {
        double place = heat * (COLOURS.length - 1);
        int below = Math.min((int) place, COLOURS.length - 2);
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            double from = COLOURS[below][channel];
            double to = COLOURS[below + 1][channel];
            rgb = rgb << 8 | (int) Math.round(from + (to - from) * (place - below));
        }
        return rgb;
    }

    /** Returns how much of the image a heat of 0 to 1 hides: 0 nothing, 1 all. */
    static double opacity(double heat) {
        return OPACITY * Math.min(1, heat / FULL);
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
        double[][] heats = heats(map, width, height, top);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb(heats, x, y));
            }
        }
        return png(image);
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException("An image is drawn in memory", e);
        }
        return png.toByteArray();
    }

    /** Returns an image as a {@code data:} address, every pixel as it is. */
    static String dataAddress(BufferedImage image) {
        return dataAddress(png(image));
    }

    private static String dataAddress(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    /** Returns a map up to its own {@link #top} as a {@code data:} address. */
    static String dataAddress(HeatMap map, int imageWidth, int imageHeight) {
        return dataAddress(png(map, imageWidth, imageHeight, top(map)));
    }

    private static int argb(double[][] heats, int x, int y) {
        double heat = heats[y][x];
        boolean hot = heat >= 0.5;
        if (isHot(heats, x - 1, y, hot) != hot
                || isHot(heats, x + 1, y, hot) != hot
                || isHot(heats, x, y - 1, hot) != hot
                || isHot(heats, x, y + 1, hot) != hot) {
            return hot ? INNER_LINE : OUTER_LINE;
        }
        return (int) Math.round(255 * opacity(heat)) << 24 | rgb(heat);
    }

    private static boolean isHot(double[][] heats, int x, int y, boolean outside) {
        boolean inside = y >= 0 && y < heats.length && x >= 0 && x < heats[0].length;
        return inside ? heats[y][x] >= 0.5 : outside;
    }

    private static double[][] heats(HeatMap map, int width, int height, double top) {
        Spline across = new Spline(map.columns(), width);
        Spline down = new Spline(map.rows(), height);
        double[][] rows = new double[map.rows()][width];
        for (int row = 0; row < map.rows(); row++) {
            for (int x = 0; x < width; x++) {
                for (int k = 0; k < Spline.TAPS; k++) {
                    rows[row][x] += across.weight(x, k) * map.value(row, across.cell(x, k));
                }
            }
        }
        double[][] heats = new double[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = 0;
                for (int k = 0; k < Spline.TAPS; k++) {
                    value += down.weight(y, k) * rows[down.cell(y, k)][x];
                }
                heats[y][x] = Math.min(1, Math.max(0, value / top));
            }
        }
        return heats;
    }

    /** The cells that count for each pixel along one axis, and how much. */
    private record Spline(int cells, int pixels) {

        static final int TAPS = 4;

        /** Where a pixel's centre lies among the cells' centres. */
        private double place(int pixel) {
            return (pixel + 0.5) * cells / pixels - 0.5;
        }

        /** Beyond the edge the outermost cell goes on. */
        int cell(int pixel, int tap) {
            int first = (int) Math.floor(place(pixel)) - 1;
            return Math.min(cells - 1, Math.max(0, first + tap));
        }

        double weight(int pixel, int tap) {
            double t = place(pixel) - Math.floor(place(pixel));
            return switch (tap) {
                case 0 -> ((2 - t) * t - 1) * t / 2;
                case 1 -> ((3 * t - 5) * t * t + 2) / 2;
                case 2 -> ((4 - 3 * t) * t + 1) * t / 2;
                default -> (t - 1) * t * t / 2;
            };
        }
    }
}
