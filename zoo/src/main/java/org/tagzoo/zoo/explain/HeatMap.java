package org.tagzoo.zoo.explain;

import java.util.stream.IntStream;

/**
 * Where in an image a label comes from. Cells lie over the whole image, evenly, from the top left,
 * where images are stretched; else over what is made of it.
 *
 * <p>A map tells a region, no outline: a cell of a ResNet's last map sees most of an image. What it
 * sees best lies about a quarter of a cell above and to the left of where it is, as strides take
 * the first of two pixels; maps are not corrected for that, and neither are others'.
 *
 * @param label its name
 * @param rows of cells, at least 1
 * @param columns of cells, at least 1
 * @param values {@code rows * columns} finite numbers, row by row, in logits: above 0 where the
 *     image speaks for the label; {@link HeatMethod} says more
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copied on the way in and out
public record HeatMap(String label, int rows, int columns, float[] values) {

    public HeatMap {
        if (rows < 1 || columns < 1 || values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "A heat map of %d x %d cells has %d values"
                            .formatted(rows, columns, values.length));
        }
        values = values.clone();
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "The heat map of '%s' has a value of %s".formatted(label, value));
            }
        }
    }

    @Override
    public float[] values() {
        return values.clone();
    }

    /** Returns the value of a cell, both counted from 0. */
    public float value(int row, int column) {
        return values[row * columns + column];
    }

    /** Returns the map with the mean of its values taken off each. */
    HeatMap aboveMean() {
        double mean =
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
        float[] above = values();
        for (int i = 0; i < above.length; i++) {
            above[i] = (float) (above[i] - mean);
        }
        return new HeatMap(label, rows, columns, above);
    }

    /** Returns the index of the hottest cell in {@link #values}, the first of several. */
    public int hottest() {
        int hottest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[hottest]) {
                hottest = i;
            }
        }
        return hottest;
    }

    /** Returns the largest value; 0 or less where no place speaks for the label. */
    public float largest() {
        return values[hottest()];
    }
}
