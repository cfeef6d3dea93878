package org.tagzoo.app.report;

import java.util.List;

/**
 * A bar for each name, along an axis from 0 to 1, with its figure at the bar's end and a note at
 * the right edge. Positions are shares of the width, so letters keep their size on a narrow screen.
 *
 * @param title what it shows
 * @param description the same in words, for who can't see it
 * @param entries from top to bottom
 */
record BarChart(String title, String description, List<Entry> entries) {

    private static final int ROW = 24;
    private static final int HEAD = 4;
    private static final double LEFT = 34;
    private static final double RIGHT = 80;
    private static final int MOST_LETTERS = 18;

    /** A bar; its figure is cut to 0..1, and is 0 if it is not a number. */
    record Entry(String name, double value, String note) {}

    /** Draws it. */
    void writeTo(Markup page) {
        String titleId = page.nextId("t");
        String descriptionId = page.nextId("d");
        int foot = HEAD + entries.size() * ROW;
        page.open(
                "svg",
                "class",
                "chart bar-chart",
                "width",
                "100%",
                "height",
                String.valueOf(foot + 22),
                "role",
                "img",
                "aria-labelledby",
                titleId + " " + descriptionId);
        page.leaf("title", title, "id", titleId).leaf("desc", description, "id", descriptionId);
        for (int i = 0; i <= 4; i++) {
            String x = x(i / 4.0);
            page.empty(
                    "line",
                    "class",
                    i == 0 ? "axis" : "grid",
                    "x1",
                    x,
                    "x2",
                    x,
                    "y1",
                    "0",
                    "y2",
                    String.valueOf(foot));
            page.leaf(
                    "text",
                    Coordinate.of(i / 4.0),
                    "class",
                    "tick",
                    "x",
                    x,
                    "y",
                    String.valueOf(foot + 16),
                    "text-anchor",
                    "middle");
        }
        for (int i = 0; i < entries.size(); i++) {
            bar(page, entries.get(i), HEAD + i * ROW);
        }
        page.close();
    }

    private static String x(double value) {
        return Coordinate.percent(LEFT + (RIGHT - LEFT) * value);
    }

    private static void bar(Markup page, Entry entry, int top) {
        double value = entry.value > 0 ? Math.min(1, entry.value) : 0;
        String text = String.valueOf(top + 15);
        page.open("g");
        page.leaf("title", entry.name + ": " + FigureFormat.FIGURE.show(entry.value));
        page.leaf("text", shortened(entry.name), "class", "name", "x", "0", "y", text);
        page.empty(
                "rect",
                "class",
                "bar",
                "x",
                x(0),
                "y",
                String.valueOf(top + 3),
                "width",
                Coordinate.percent((RIGHT - LEFT) * value),
                "height",
                String.valueOf(ROW - 8),
                "rx",
                "2");
        page.leaf(
                "text",
                FigureFormat.FIGURE.show(entry.value),
                "class",
                "value",
                "x",
                x(value),
                "dx",
                "6",
                "y",
                text);
        page.leaf(
                "text", entry.note, "class", "tick", "x", "100%", "y", text, "text-anchor", "end");
        page.close();
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= MOST_LETTERS
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST_LETTERS - 1)) + "…";
    }
}
