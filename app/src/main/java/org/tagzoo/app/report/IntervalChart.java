package org.tagzoo.app.report;

import java.util.List;

/**
 * A dot for each figure between the ends of its interval, under its name, along a common axis from
 * 0: positions are shares of the width, so letters keep their size on a narrow screen. A published
 * figure is a hollow diamond on the same line.
 *
 * @param title what it shows
 * @param description the same in words, for who can't see it
 * @param entries from top to bottom
 */
record IntervalChart(String title, String description, List<Entry> entries) {

    private static final int ROW = 46;
    private static final int FOOT = 26;

    /**
     * @param name what was measured
     * @param value its figure, 0 or more
     * @param low lower end of its interval; {@code null} if it has none
     * @param high upper end; {@code null} if it has none
     * @param published what others printed; {@code null} if nothing
     * @param isBaseline whether it is there to be beaten only
     */
    record Entry(
            String name,
            double value,
            Double low,
            Double high,
            Double published,
            boolean isBaseline) {}

    /** Draws it. */
    void writeTo(Markup page) {
        double top = 0;
        for (Entry entry : entries) {
            top = Math.max(top, entry.value);
            top = entry.high == null ? top : Math.max(top, entry.high);
            top = entry.published == null ? top : Math.max(top, entry.published);
        }
        Ticks ticks = Ticks.upTo(top, 5);
        int foot = entries.size() * ROW + 4;
        String titleId = page.nextId("t");
        String descriptionId = page.nextId("d");
        page.open(
                "svg",
                "class",
                "chart interval-chart",
                "width",
                "100%",
                "height",
                String.valueOf(foot + FOOT),
                "role",
                "img",
                "aria-labelledby",
                titleId + " " + descriptionId);
        page.leaf("title", title, "id", titleId).leaf("desc", description, "id", descriptionId);
        axis(page, ticks, foot);
        for (int i = 0; i < entries.size(); i++) {
            entry(page, entries.get(i), ticks, i * ROW);
        }
        page.close();
    }

    private static String x(double value, Ticks ticks) {
        return Coordinate.percent(100 * value / ticks.end());
    }

    private static void axis(Markup page, Ticks ticks, int foot) {
        for (int i = 0; i <= ticks.count(); i++) {
            var value = ticks.values().get(i);
            String x = x(value.doubleValue(), ticks);
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
                    ticks.label(value),
                    "class",
                    "tick",
                    "x",
                    x,
                    "y",
                    String.valueOf(foot + 18),
                    "text-anchor",
                    i == 0 ? "start" : i == ticks.count() ? "end" : "middle");
        }
    }

    private static void entry(Markup page, Entry entry, Ticks ticks, int top) {
        String text = String.valueOf(top + 17);
        String y = String.valueOf(top + 32);
        String style = entry.isBaseline ? "baseline" : "s1";
        String figure = FigureFormat.FIGURE.show(entry.value);
        if (entry.low != null && entry.high != null) {
            figure +=
                    "  ("
                            + FigureFormat.FIGURE.show(entry.low)
                            + "–"
                            + FigureFormat.FIGURE.show(entry.high)
                            + ")";
        }
        page.leaf(
                "text",
                entry.name,
                "class",
                entry.isBaseline ? "name muted" : "name",
                "x",
                "8",
                "y",
                text);
        page.leaf("text", figure, "class", "value", "x", "100%", "y", text, "text-anchor", "end");
        page.empty("line", "class", "track", "x1", "0", "x2", "100%", "y1", y, "y2", y);
        if (entry.low != null && entry.high != null) {
            interval(page, style, x(entry.low, ticks), x(entry.high, ticks), top + 32);
        }
        if (entry.published != null) {
            // A nested drawing of no size puts a shape's own coordinates at a share of the width.
            page.open("svg", "x", x(entry.published, ticks), "y", y, "class", "at");
            page.open("path", "class", "published", "d", "M0 -6L6 0L0 6L-6 0Z");
            page.leaf("title", "published: " + FigureFormat.FIGURE.show(entry.published));
            page.close().close();
        }
        page.open(
                "circle", "class", "dot " + style, "cx", x(entry.value, ticks), "cy", y, "r", "4");
        page.leaf("title", entry.name + ": " + figure).close();
    }

    /** The ends stand out above and below the dot: an interval may be narrower than the dot. */
    private static void interval(Markup page, String style, String low, String high, int y) {
        String whisker = "whisker " + style;
        String middle = String.valueOf(y);
        page.empty("line", "class", whisker, "x1", low, "x2", high, "y1", middle, "y2", middle);
        for (String end : List.of(low, high)) {
            page.empty(
                    "line",
                    "class",
                    whisker,
                    "x1",
                    end,
                    "x2",
                    end,
                    "y1",
                    String.valueOf(y - 7),
                    "y2",
                    String.valueOf(y + 7));
        }
    }
}
