package org.tagzoo.app.report;

import org.tagzoo.zoo.explain.HeatMap;

/** Says where a map is hottest, for those who don't see it. */
final class HeatPlace {

    private static final String[][] PLACES = {
        {"at the top left", "at the top", "at the top right"},
        {"at the left", "in the middle", "at the right"},
        {"at the bottom left", "at the bottom", "at the bottom right"}
    };

    private HeatPlace() {}

    static String of(HeatMap map) {
        int cell = map.hottest();
        return PLACES[third(cell / map.columns(), map.rows())][
                third(cell % map.columns(), map.columns())];
    }

    /** The third of a side that a cell's centre lies in. */
    private static int third(int cell, int cells) {
        return (2 * cell + 1) * 3 / (2 * cells);
    }
}
