package org.tagzoo.app.web;

import java.util.List;

/**
 * Heat maps of one picture.
 *
 * @param rows of each map, at least 1
 * @param columns of each map, at least 1
 * @param maps one for each label
 */
public record Heat(int rows, int columns, List<LabelHeat> maps) {

    public Heat {
        maps = List.copyOf(maps);
        for (LabelHeat map : maps) {
            if (map.values().length != rows * columns) {
                throw new IllegalArgumentException(
                        "A heat map of %d rows and %d columns has %d values, not %d"
                                .formatted(rows, columns, rows * columns, map.values().length));
            }
        }
    }

    /**
     * The heat map of one label.
     *
     * @param values row by row from the top left; 0 where nothing speaks for the label, 1 where
     *     most does
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record LabelHeat(String label, float[] values) {}
}
