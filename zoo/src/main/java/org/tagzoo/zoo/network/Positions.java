package org.tagzoo.zoo.network;

import java.util.Arrays;

/**
 * A parameter {@code [1, T, F]} with a vector for each patch of an image, whose grid was another
 * one where weights were made: the square that T asks for. Both references resample bicubically.
 *
 * @param parameter its name
 * @param leading how many of the vectors come before those of patches; they stay as they are
 * @param patch pixels of a patch's side
 * @param antialiased as timm's {@code resample_abs_pos_embed}: all old vectors under a new one
 *     count (the kernel of Pillow). Else as torchvision's {@code interpolate_embeddings}: four a
 *     side count, and corners stay corners.
 */
public record Positions(String parameter, int leading, int patch, boolean antialiased) {

    /**
     * Returns the vectors for another grid.
     *
     * @param values {@code [T, F]}, row by row
     * @param width F
     * @param rows of the new grid
     * @param columns of the new grid
     * @return {@code [leading + rows columns, F]}
     * @throws IllegalArgumentException if the old grid is no square
     */
    public float[] resample(float[] values, int width, int rows, int columns) {
        int count = values.length / width - leading;
        if (!isSquare(leading + count)) {
            throw new IllegalArgumentException(
                    "%s has %d positions, which are no square after the first %d"
                            .formatted(parameter, leading + count, leading));
        }
        int side = (int) Math.round(Math.sqrt(count));
        double[][] down = weights(side, rows);
        double[][] across = weights(side, columns);
        float[] result = Arrays.copyOf(values, (leading + rows * columns) * width);
        double[] vector = new double[width];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                Arrays.fill(vector, 0);
                for (int i = 0; i < count; i++) {
                    double weight = down[r][i / side] * across[c][i % side];
                    for (int f = 0; weight != 0 && f < width; f++) {
                        vector[f] += weight * values[(leading + i) * width + f];
                    }
                }
                for (int f = 0; f < width; f++) {
                    result[(leading + r * columns + c) * width + f] = (float) vector[f];
                }
            }
        }
        return result;
    }

    /** Returns whether a number of vectors, leading ones included, is that of a square grid. */
    public boolean isSquare(long vectors) {
        long side = Math.round(Math.sqrt((double) Math.max(0, vectors - leading)));
        return side > 0 && side * side == vectors - leading;
    }

    /** Returns what each of {@code from} old places counts for each new one. */
    private double[][] weights(int from, int to) {
        double[][] weights = new double[to][from];
        for (int i = 0; i < to; i++) {
            if (antialiased) {
                antialiased(weights[i], (double) from / to, i);
            } else {
                double center = to == 1 ? 0 : (double) i * (from - 1) / (to - 1);
                int floor = (int) center;
                for (int k = floor - 1; k <= floor + 2; k++) {
                    // What would lie outside is the place at the edge.
                    int inside = Math.max(0, Math.min(from - 1, k));
                    weights[i][inside] += cubic(k - center, -0.75);
                }
            }
        }
        return weights;
    }

    private static void antialiased(double[] weights, double scale, int place) {
        double stretch = Math.max(1, scale);
        double center = (place + 0.5) * scale;
        int first = Math.max(0, (int) (center - 2 * stretch + 0.5));
        int end = Math.min(weights.length, (int) (center + 2 * stretch + 0.5));
        double sum = 0;
        for (int k = first; k < end; k++) {
            weights[k] = cubic((k + 0.5 - center) / stretch, -0.5);
            sum += weights[k];
        }
        for (int k = first; k < end; k++) {
            weights[k] /= sum;
        }
    }

    /** Keys's cubic convolution kernel. */
    private static double cubic(double distance, double a) {
        double x = Math.abs(distance);
        if (x < 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }
}
