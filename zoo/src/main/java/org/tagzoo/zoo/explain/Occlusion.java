package org.tagzoo.zoo.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Heat maps by covering parts of an image with gray (128): a grid of 8 x 8 cells, squares of 2 x 2
 * cells at each of the 7 x 7 places where one fits, so that neighbours overlap by half. It takes 50
 * passes through the network. The same image and network give the same maps. Gray parts of a image
 * hardly change when they are covered, and stay cold.
 */
final class Occlusion {

    private static final int CELLS = 8;

    /** Sides of a square in cells. */
    private static final int SQUARE = 2;

    private static final int BATCH = 10;

    private static final byte GRAY = (byte) 128;

    private Occlusion() {}

    /** A network as a function from images to logits. */
    @FunctionalInterface
    interface Network {
        /**
         * @param images at least one, all of one size
         * @return {@code [N, L]}
         */
        float[][] logits(List<RgbImage> images);
    }

    /**
     * @param image as the network takes it; a side of fewer pixels than there are cells has a cell
     *     for each
     * @param between run before each pass but the first
     */
    static List<HeatMap> maps(
            Network network, List<String> labels, RgbImage image, Runnable between) {
        Grid grid = new Grid(Math.min(CELLS, image.height()), Math.min(CELLS, image.width()));
        float[] whole = network.logits(List.of(image))[0];
        double[][] falls = new double[labels.size()][grid.rows * grid.columns];
        int[] squares = new int[grid.rows * grid.columns];
        for (int first = 0; first < grid.places(); first += BATCH) {
            int end = Math.min(first + BATCH, grid.places());
            List<RgbImage> covered = new ArrayList<>(end - first);
            for (int place = first; place < end; place++) {
                covered.add(grid.cover(image, place));
            }
            between.run();
            float[][] logits = network.logits(covered);
            for (int place = first; place < end; place++) {
                for (int cell : grid.cells(place)) {
                    squares[cell]++;
                    for (int label = 0; label < falls.length; label++) {
                        falls[label][cell] += whole[label] - logits[place - first][label];
                    }
                }
            }
        }
        List<HeatMap> maps = new ArrayList<>(falls.length);
        for (int label = 0; label < falls.length; label++) {
            float[] means = new float[squares.length];
            for (int cell = 0; cell < means.length; cell++) {
                means[cell] = (float) (falls[label][cell] / squares[cell]);
            }
            maps.add(new HeatMap(labels.get(label), grid.rows, grid.columns, means));
        }
        return maps;
    }

    /** The cells over an image, and the places of squares on them, row by row. */
    private record Grid(int rows, int columns) {

        private int placesDown() {
            return Math.max(1, rows - SQUARE + 1);
        }

        private int placesAcross() {
            return Math.max(1, columns - SQUARE + 1);
        }

        int places() {
            return placesDown() * placesAcross();
        }

        int[] cells(int place) {
            int top = place / placesAcross();
            int left = place % placesAcross();
            int[] cells = new int[SQUARE * SQUARE];
            int count = 0;
            for (int row = top; row < Math.min(rows, top + SQUARE); row++) {
                for (int column = left; column < Math.min(columns, left + SQUARE); column++) {
                    cells[count++] = row * columns + column;
                }
            }
            return Arrays.copyOf(cells, count);
        }

        RgbImage cover(RgbImage image, int place) {
            int row = place / placesAcross();
            int column = place % placesAcross();
            int top = row * image.height() / rows;
            int bottom = Math.min(rows, row + SQUARE) * image.height() / rows;
            int left = column * image.width() / columns;
            int right = Math.min(columns, column + SQUARE) * image.width() / columns;
            byte[] pixels = image.pixels().clone();
            for (int y = top; y < bottom; y++) {
                int line = y * image.width();
                Arrays.fill(pixels, (line + left) * 3, (line + right) * 3, GRAY);
            }
            return new RgbImage(image.width(), image.height(), pixels);
        }
    }
}
