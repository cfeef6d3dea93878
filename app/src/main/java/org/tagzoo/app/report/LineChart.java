package org.tagzoo.app.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Lines over a common horizontal axis, as one SVG with a legend. Both axes start at 0. A value that
 * is not finite leaves a gap. Lines differ in colour and in dashes.
 *
 * @param id that no other element of the page has
 * @param title what it shows
 * @param description the same in words, for who can't see it
 * @param axis the horizontal one
 * @param series the lines, three at most
 */
record LineChart(String id, String title, String description, Axis axis, List<Series> series) {

    private static final double WIDTH = 360;
    private static final double HEIGHT = 236;
    private static final double LEFT = 42;
    private static final double RIGHT = 350;
    private static final double TOP = 34;
    private static final double BOTTOM = 194;

    /** More dots than this would hide the line. */
    private static final int MOST_DOTS = 60;

    /**
     * The horizontal axis.
     *
     * @param label what it counts
     * @param top where it must reach
     * @param mark where a vertical line marks a choice; {@code null} for none
     * @param markLabel the legend's word for it
     */
    record Axis(String label, double top, Double mark, String markLabel) {}

    /** A line through its points, from left to right. */
    record Series(String name, List<Point> points) {}

    /** Where a line goes through; a {@code y} that is not finite leaves a gap. */
    record Point(double x, double y) {}

    /** Draws it. */
    Svg draw() {
        DoubleStream heights =
                series.stream().flatMap(line -> line.points.stream()).mapToDouble(Point::y);
        Scale across = Scale.from0(axis.top, 6, LEFT, RIGHT);
        double highest = heights.filter(Double::isFinite).max().orElse(0);
        Scale up = Scale.from0(highest, 5, BOTTOM, TOP);
        Svg chart =
                Svg.chart("line-chart", id, title, description)
                        .attr("viewBox", "0 0 " + Svg.at(WIDTH) + " " + Svg.at(HEIGHT));
        legend(chart);
        Scale.draw(chart, across, up, axis.label, 17);
        if (axis.mark != null) {
            double x = across.at(axis.mark);
            chart.with(Svg.line("mark", x, TOP, x, BOTTOM));
        }
        for (int i = 0; i < series.size(); i++) {
            line(chart, series.get(i), "s" + (i + 1), across, up);
        }
        return chart;
    }

    private void legend(Svg chart) {
        double x = LEFT;
        for (int i = 0; i < series.size(); i++) {
            x = legend(chart, x, "line s" + (i + 1), series.get(i).name);
        }
        if (axis.mark != null) {
            legend(chart, x, "mark", axis.markLabel);
        }
    }

    /** Returns where the next name begins. */
    private static double legend(Svg chart, double x, String style, String name) {
        chart.with(Svg.line(style, x, 12, x + 18, 12), Svg.text("legend", x + 23, 16, name));
        return x + 38 + 6.1 * name.length();
    }

    private void line(Svg chart, Series line, String style, Scale across, Scale up) {
        StringBuilder path = new StringBuilder();
        boolean isDown = false;
        for (Point point : line.points) {
            boolean isFinite = Double.isFinite(point.y);
            if (isFinite) {
                path.append(isDown ? 'L' : 'M').append(Svg.at(across.at(point.x)));
                path.append(' ').append(Svg.at(up.at(point.y)));
            }
            isDown = isFinite;
        }
        if (path.length() > 0) {
            chart.with(Svg.of("path", "class", "line " + style, "d", path));
        }
        if (line.points.size() <= MOST_DOTS) {
            line.points.stream()
                    .filter(point -> Double.isFinite(point.y))
                    .forEach(point -> chart.with(dot(line.name, point, style, across, up)));
        }
    }

    private Svg dot(String name, Point point, String style, Scale across, Scale up) {
        String hint =
                String.format(
                        Locale.ROOT,
                        "%s: %.3f at %s %s",
                        name,
                        point.y,
                        axis.label,
                        Svg.at(point.x));
        return Svg.of("circle", "class", "dot " + style, "cx", across.at(point.x))
                .attr("cy", Svg.at(up.at(point.y)))
                .attr("r", 2.4)
                .with(Svg.hint(hint));
    }
}
