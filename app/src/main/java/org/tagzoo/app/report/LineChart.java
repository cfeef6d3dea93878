package org.tagzoo.app.report;

import java.util.List;
import java.util.Locale;

/**
 * Lines over a common horizontal axis, as one SVG with a legend. Both axes start at 0. A value that
 * is not finite leaves a gap. Lines differ in colour and in dashes.
 *
 * @param title what it shows
 * @param description the same in words, for who can't see it
 * @param xLabel what the horizontal axis counts
 * @param xTop where the horizontal axis must reach
 * @param series the lines, three at most
 * @param mark where a vertical line marks a choice; {@code null} for none
 * @param markLabel the legend's word for it
 */
record LineChart(
        String title,
        String description,
        String xLabel,
        double xTop,
        List<Series> series,
        Double mark,
        String markLabel) {

    private static final double WIDTH = 360;
    private static final double HEIGHT = 236;
    private static final double LEFT = 42;
    private static final double RIGHT = 350;
    private static final double TOP = 34;
    private static final double BOTTOM = 194;

    /** More dots than this would hide the line. */
    private static final int MOST_DOTS = 60;

    /** A line through its points, from left to right. */
    record Series(String name, List<Point> points) {}

    /** Where a line goes through; a {@code y} that is not finite leaves a gap. */
    record Point(double x, double y) {}

    /** Draws it. */
    void writeTo(Markup page) {
        double yTop = 0;
        for (Series line : series) {
            for (Point point : line.points) {
                yTop = Double.isFinite(point.y) ? Math.max(yTop, point.y) : yTop;
            }
        }
        Ticks xTicks = Ticks.upTo(xTop, 6);
        Ticks yTicks = Ticks.upTo(yTop, 5);
        String titleId = page.nextId("t");
        String descriptionId = page.nextId("d");
        page.open(
                "svg",
                "class",
                "chart line-chart",
                "viewBox",
                "0 0 " + Coordinate.of(WIDTH) + " " + Coordinate.of(HEIGHT),
                "role",
                "img",
                "aria-labelledby",
                titleId + " " + descriptionId);
        page.leaf("title", title, "id", titleId).leaf("desc", description, "id", descriptionId);
        legend(page);
        axes(page, xTicks, yTicks);
        if (mark != null) {
            String x = Coordinate.of(x(mark, xTicks));
            page.empty(
                    "line",
                    "class",
                    "mark",
                    "x1",
                    x,
                    "x2",
                    x,
                    "y1",
                    Coordinate.of(TOP),
                    "y2",
                    Coordinate.of(BOTTOM));
        }
        for (int i = 0; i < series.size(); i++) {
            line(page, series.get(i), "s" + (i + 1), xTicks, yTicks);
        }
        page.close();
    }

    private static double x(double value, Ticks ticks) {
        return LEFT + (RIGHT - LEFT) * value / ticks.end();
    }

    private static double y(double value, Ticks ticks) {
        return BOTTOM - (BOTTOM - TOP) * value / ticks.end();
    }

    private void axes(Markup page, Ticks xTicks, Ticks yTicks) {
        for (var value : yTicks.values()) {
            double y = y(value.doubleValue(), yTicks);
            page.empty(
                    "line",
                    "class",
                    value.signum() == 0 ? "axis" : "grid",
                    "x1",
                    Coordinate.of(LEFT),
                    "x2",
                    Coordinate.of(RIGHT),
                    "y1",
                    Coordinate.of(y),
                    "y2",
                    Coordinate.of(y));
            page.leaf(
                    "text",
                    yTicks.label(value),
                    "class",
                    "tick",
                    "x",
                    Coordinate.of(LEFT - 8),
                    "y",
                    Coordinate.of(y + 4),
                    "text-anchor",
                    "end");
        }
        for (var value : xTicks.values()) {
            double x = x(value.doubleValue(), xTicks);
            page.empty(
                    "line",
                    "class",
                    "axis",
                    "x1",
                    Coordinate.of(x),
                    "x2",
                    Coordinate.of(x),
                    "y1",
                    Coordinate.of(BOTTOM),
                    "y2",
                    Coordinate.of(BOTTOM + 4));
            page.leaf(
                    "text",
                    xTicks.label(value),
                    "class",
                    "tick",
                    "x",
                    Coordinate.of(x),
                    "y",
                    Coordinate.of(BOTTOM + 17),
                    "text-anchor",
                    "middle");
        }
        page.leaf(
                "text",
                xLabel,
                "class",
                "tick",
                "x",
                Coordinate.of(RIGHT),
                "y",
                Coordinate.of(BOTTOM + 36),
                "text-anchor",
                "end");
    }

    private void legend(Markup page) {
        double x = LEFT;
        for (int i = 0; i <= series.size(); i++) {
            boolean isMark = i == series.size();
            if (isMark && mark == null) {
                return;
            }
            String name = isMark ? markLabel : series.get(i).name;
            page.empty(
                    "line",
                    "class",
                    isMark ? "mark" : "line s" + (i + 1),
                    "x1",
                    Coordinate.of(x),
                    "x2",
                    Coordinate.of(x + 18),
                    "y1",
                    "12",
                    "y2",
                    "12");
            page.leaf("text", name, "class", "legend", "x", Coordinate.of(x + 23), "y", "16");
            x += 38 + 6.1 * name.length();
        }
    }

    private void line(Markup page, Series line, String style, Ticks xTicks, Ticks yTicks) {
        StringBuilder path = new StringBuilder();
        boolean isDown = false;
        for (Point point : line.points) {
            if (Double.isFinite(point.y)) {
                path.append(isDown ? 'L' : 'M')
                        .append(Coordinate.of(x(point.x, xTicks)))
                        .append(' ')
                        .append(Coordinate.of(y(point.y, yTicks)));
            }
            isDown = Double.isFinite(point.y);
        }
        if (path.length() > 0) {
            page.empty("path", "class", "line " + style, "d", path.toString());
        }
        if (line.points.size() <= MOST_DOTS) {
            line.points.stream()
                    .filter(p -> Double.isFinite(p.y))
                    .forEach(p -> dot(page, line.name, p, style, xTicks, yTicks));
        }
    }

    private void dot(
            Markup page, String name, Point point, String style, Ticks xTicks, Ticks yTicks) {
        page.open(
                "circle",
                "class",
                "dot " + style,
                "cx",
                Coordinate.of(x(point.x, xTicks)),
                "cy",
                Coordinate.of(y(point.y, yTicks)),
                "r",
                "2.4");
        page.leaf(
                "title",
                String.format(
                        Locale.ROOT,
                        "%s: %.3f at %s %s",
                        name,
                        point.y,
                        xLabel,
                        Coordinate.of(point.x)));
        page.close();
    }
}
