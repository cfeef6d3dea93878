package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.FIGURE;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Lines over a common horizontal axis, as one SVG with a legend. The vertical axis starts at 0. A
 * value that is not finite leaves a gap. Lines differ in colour and in dashes.
 *
 * @param id that no other element of the page has
 * @param title what it shows
 * @param description the same in words, for who can't see it
 * @param axis the horizontal one
 * @param series the lines, three at most
 * @param level a horizontal line to compare them with; empty for none
 */
record LineChart(
        String id,
        String title,
        String description,
        Axis axis,
        List<Series> series,
        Optional<Level> level) {

    LineChart(String id, String title, String description, Axis axis, List<Series> series) {
        this(id, title, description, axis, series, Optional.empty());
    }

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
     * @param from where it starts: at 0 in equal steps, else above 0 by powers of ten
     * @param top where it must reach
     * @param mark where a vertical line marks a choice; {@code null} for none
     * @param markLabel the legend's word for it
     */
    record Axis(String label, double from, double top, Double mark, String markLabel) {

        Axis(String label, double top, Double mark, String markLabel) {
            this(label, 0, top, mark, markLabel);
        }

        private Scale scale() {
            return from > 0
                    ? Scale.ofDecades(from, top, LEFT, RIGHT)
                    : Scale.from0(top, 6, LEFT, RIGHT);
        }
    }

    /** A horizontal line at a value. */
    record Level(String name, double value) {}

    /** A line through its points, from left to right. */
    record Series(String name, List<Point> points) {}

    /** Where a line goes through; a {@code y} that is not finite leaves a gap. */
    record Point(double x, double y) {}

    /** Draws it. */
    Svg draw() {
        DoubleStream heights =
                DoubleStream.concat(
                        series.stream().flatMap(line -> line.points.stream()).mapToDouble(Point::y),
                        level.stream().mapToDouble(Level::value));
        Scale across = axis.scale();
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
        level.ifPresent(
                each -> {
                    double y = up.at(each.value);
                    chart.with(
                            Svg.line("level", LEFT, y, RIGHT, y)
                                    .with(Svg.hint(each.name + " " + FIGURE.show(each.value))));
                });
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
        if (level.isPresent()) {
            x = legend(chart, x, "level", level.get().name);
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
