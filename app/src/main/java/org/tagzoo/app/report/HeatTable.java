package org.tagzoo.app.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts of labels against labels as a table whose cells have the stronger a colour the larger
 * their share.
 *
 * @param caption what it shows
 * @param rowsAre what rows stand for, such as {@code true}
 * @param columnsAre what columns stand for
 * @param names of rows and columns
 */
record HeatTable(String caption, String rowsAre, String columnsAre, List<String> names) {

    /** How many shades there are above none. */
    private static final int SHADES = 10;

    /** A cell's figures. */
    interface Cells {
        /** What the cell says. */
        long count(int row, int column);

        /** How strong its colour is, 0 to 1. */
        double share(int row, int column);
    }

    /**
     * Draws it.
     *
     * @param shown which rows and columns, by index, in the order to show
     */
    void writeTo(Markup page, int[] shown, Cells cells) {
        page.open("figure", "class", "heat");
        page.leaf("figcaption", caption);
        page.open(
                "div", "class", "scroll", "role", "region", "aria-label", caption, "tabindex", "0");
        page.open("table").open("thead").open("tr");
        page.open("th", "scope", "col", "class", "corner");
        page.text(rowsAre + " ↓ " + columnsAre + " →").close();
        for (int column : shown) {
            page.open("th", "scope", "col", "title", names.get(column));
            page.leaf("span", names.get(column)).close();
        }
        page.close().close().open("tbody");
        for (int row : shown) {
            page.open("tr");
            page.leaf("th", names.get(row), "scope", "row", "title", names.get(row));
            for (int column : shown) {
                cell(page, row, column, cells);
            }
            page.close();
        }
        page.close().close().close().close();
    }

    private static void cell(Markup page, int row, int column, Cells cells) {
        long count = cells.count(row, column);
        double share = Math.max(0, Math.min(1, cells.share(row, column)));
        String shade = "h" + (int) Math.ceil(share * SHADES);
        page.leaf(
                "td",
                count == 0 ? "" : FigureFormat.COUNT.show(count),
                "class",
                row == column ? shade + " same" : shade);
    }

    /**
     * The rows and columns to show of many: those with the most images, in their own order.
     *
     * @param most how many at most
     */
    static int[] largest(long[] images, int most) {
        return IntStream.range(0, images.length)
                .boxed()
                .sorted((a, b) -> Long.compare(images[b], images[a]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
