package org.tagzoo.zoo.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
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
    private static final int SIDE = 2;

    private static final int BATCH = 10;

    private static final byte GRAY = (byte) 128;

    private Occlusion() {}

    /**
     * @param network gives logits {@code [N, L]} of images, all of one size
     * @param image as the network takes it; a side of fewer pixels than there are cells has a cell
     *     for each
     * @param between run before each pass but the first
     */
    static List<HeatMap> maps(
            Function<List<RgbImage>, float[][]> network,
            List<String> labels,
            RgbImage image,
            Runnable between) {
        int rows = Math.min(CELLS, image.height());
        int columns = Math.min(CELLS, image.width());
        List<Square> squares = new ArrayList<>();
        for (int row = 0; row < Math.max(1, rows - SIDE + 1); row++) {
            for (int column = 0; column < Math.max(1, columns - SIDE + 1); column++) {
                int bottom = Math.min(rows, row + SIDE);
                squares.add(new Square(row, bottom, column, Math.min(columns, column + SIDE)));
            }
        }
        float[] whole = network.apply(List.of(image))[0];
        double[][] falls = new double[labels.size()][rows * columns];
        int[] covered = new int[rows * columns];
        for (int first = 0; first < squares.size(); first += BATCH) {
            List<Square> some = squares.subList(first, Math.min(first + BATCH, squares.size()));
            between.run();
            float[][] logits =
                    network.apply(some.stream().map(s -> s.over(image, rows, columns)).toList());
            for (int i = 0; i < logits.length; i++) {
                Square square = some.get(i);
                for (int row = square.top; row < square.bottom; row++) {
                    for (int column = square.left; column < square.right; column++) {
                        int cell = row * columns + column;
                        covered[cell]++;
                        for (int label = 0; label < falls.length; label++) {
                            falls[label][cell] += whole[label] - logits[i][label];
                        }
                    }
                }
            }
        }
        List<HeatMap> maps = new ArrayList<>(falls.length);
        for (int label = 0; label < falls.length; label++) {
            float[] means = new float[covered.length];
            for (int cell = 0; cell < means.length; cell++) {
                means[cell] = (float) (falls[label][cell] / covered[cell]);
            }
            maps.add(new HeatMap(labels.get(label), rows, columns, means));
        }
        return maps;
    }

    /** The cells from {@code top} to before {@code bottom}, from {@code left} to {@code right}. */
    private record Square(int top, int bottom, int left, int right) {

        /** Covers these cells of an image. */
        RgbImage over(RgbImage image, int rows, int columns) {
            int from = left * image.width() / columns;
            int to = right * image.width() / columns;
            byte[] pixels = image.pixels().clone();
            for (int y = top * image.height() / rows; y < bottom * image.height() / rows; y++) {
                int line = y * image.width();
                Arrays.fill(pixels, (line + from) * 3, (line + to) * 3, GRAY);
            }
            return new RgbImage(image.width(), image.height(), pixels);
        }
    }
}
