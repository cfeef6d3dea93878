package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.FIGURE;
import static org.tagzoo.app.report.FigureFormat.RATE;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A dot for each point with its name beside it, upwards what is better, to the right what is faster
 * on a scale of powers; a line joins those that are marked. The vertical axis begins near the
 * lowest value.
 *
 * @param id that no other element of the page has
 * @param title what it shows
 * @param description the same in words, for who can't see it
 * @param x what the horizontal axis counts
 * @param y what the vertical one does
 * @param points one or more
 */
record ScatterChart(
        String id, String title, String description, String x, String y, List<Point> points) {

    private static final double WIDTH = 720;
    private static final double HEIGHT = 400;
    private static final double LEFT = 52;
    private static final double RIGHT = 700;
    private static final double TOP = 30;
    private static final double BOTTOM = 348;

    /** How far from the ends of the axis dots stay, as a factor. */
    private static final double ROOM = 1.15;

    /**
     * @param x above 0
     * @param low lower end of the interval of {@code y}; {@code null} if it has none
     * @param high upper end
     * @param isMarked whether the line goes through it
     */
    record Point(String name, double x, double y, Double low, Double high, boolean isMarked) {}

    /** Draws it. */
    Svg draw() {
        Scale across =
                Scale.ofPowers(
                        points.stream().mapToDouble(Point::x).min().orElseThrow() / ROOM,
                        points.stream().mapToDouble(Point::x).max().orElseThrow() * ROOM,
                        LEFT,
                        RIGHT);
        List<Double> heights =
                points.stream()
                        .flatMap(point -> Stream.of(point.y, point.low, point.high))
                        .filter(Objects::nonNull)
                        .sorted()
                        .toList();
        Scale up = Scale.even(heights.get(0), heights.get(heights.size() - 1), BOTTOM, TOP);
        Svg chart =
                Svg.chart("scatter-chart", id, title, description)
                        .attr("viewBox", "0 0 " + Svg.at(WIDTH) + " " + Svg.at(HEIGHT));
        Scale.draw(chart, across, up, x, 19);
        chart.with(Svg.text("tick", 8.0, TOP - 14, y));
        line(chart, across, up);
        NamePlaces names = new NamePlaces(LEFT, RIGHT);
        points.forEach(point -> names.addDot(across.at(point.x), up.at(point.y)));
        // Names of marked ones go first: they get the better places.
        points.stream()
                .sorted(Comparator.comparing(point -> !point.isMarked))
                .forEach(point -> draw(chart, point, across.at(point.x), up, names));
        return chart;
    }

    private void line(Svg chart, Scale across, Scale up) {
        StringBuilder path = new StringBuilder();
        points.stream()
                .filter(Point::isMarked)
                .sorted(Comparator.comparing(Point::x))
                .forEach(
                        point ->
                                path.append(path.isEmpty() ? 'M' : 'L')
                                        .append(Svg.at(across.at(point.x)))
                                        .append(' ')
                                        .append(Svg.at(up.at(point.y))));
        chart.with(Svg.of("path", "class", "line s1", "d", path.toString()));
    }

    private static void draw(Svg chart, Point point, double x, Scale up, NamePlaces names) {
        double y = up.at(point.y);
        String style = point.isMarked ? "s1" : "baseline";
        if (point.low != null && point.high != null) {
            chart.with(Svg.line("whisker " + style, x, up.at(point.low), x, up.at(point.high)));
        }
        chart.with(
                Svg.of("circle", "class", "dot " + style, "cx", x, "cy", y)
                        .attr("r", point.isMarked ? 5 : 4)
                        .with(
                                Svg.hint(
                                        "%s: %s at %s images a second"
                                                .formatted(
                                                        point.name,
                                                        FIGURE.show(point.y),
                                                        RATE.show(point.x)))));
        NamePlaces.Place place = names.take(x, y, point.name);
        boolean isLeft = place.left() < x;
        chart.with(
                Svg.text(
                                point.isMarked ? "name" : "name muted",
                                isLeft ? place.right() : place.left(),
                                place.y(),
                                point.name)
                        .anchor(isLeft ? "end" : "start"));
    }
}
