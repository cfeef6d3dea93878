package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.FIGURE;
import static org.tagzoo.app.report.FigureFormat.RATE;

import java.math.BigDecimal;
import java.util.ArrayList;
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
    private static final double LETTER = 6.6;
    private static final double LINE = 14;
    private static final double DOT = 5;
    private static final double GAP = 9;

    /** Where a name may stand below its dot, the best place first. */
    private static final double[] OFFSETS = {-8, 17, 4, -22, 31, -36, 45};

    /** How far from the ends of the axis dots stay, as a factor. */
    private static final double ROOM = 1.15;

    /**
     * @param x above 0
     * @param low lower end of the interval of {@code y}; {@code null} if it has none
     * @param high upper end
     * @param isMarked whether the line goes through it
     */
    record Point(String name, double x, double y, Double low, Double high, boolean isMarked) {}

    private record Box(double left, double right, double y) {

        boolean meets(Box other) {
            return left < other.right && other.left < right && Math.abs(y - other.y) < LINE;
        }
    }

    /** Round numbers from one end of an axis to the other. */
    private record Axis(List<BigDecimal> ticks, boolean isOfPowers) {

        static Axis even(double min, double max) {
            BigDecimal step = Ticks.upTo(Math.max(max - min, 0.01), 7).step();
            List<BigDecimal> ticks = new ArrayList<>();
            long first = (long) Math.floor(min / step.doubleValue());
            long last = Math.max(first + 1, (long) Math.ceil(max / step.doubleValue()));
            for (long i = first; i <= last; i++) {
                ticks.add(step.multiply(BigDecimal.valueOf(i)));
            }
            return new Axis(ticks, false);
        }

        static Axis ofPowers(double min, double max) {
            List<BigDecimal> ticks = new ArrayList<>();
            for (int power = (int) Math.floor(Math.log10(min)); ; power++) {
                for (int mantissa : new int[] {1, 2, 5}) {
                    BigDecimal tick = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(power);
                    if (tick.doubleValue() <= min) {
                        ticks.clear();
                    }
                    ticks.add(tick);
                    if (tick.doubleValue() >= max) {
                        return new Axis(ticks, true);
                    }
                }
            }
        }

        double share(double value) {
            double first = scaled(ticks.get(0).doubleValue());
            double last = scaled(ticks.get(ticks.size() - 1).doubleValue());
            return (scaled(value) - first) / (last - first);
        }

        private double scaled(double value) {
            return isOfPowers ? Math.log(value) : value;
        }
    }

    /** Draws it. */
    Svg draw() {
        Axis across =
                Axis.ofPowers(
                        points.stream().mapToDouble(Point::x).min().orElseThrow() / ROOM,
                        points.stream().mapToDouble(Point::x).max().orElseThrow() * ROOM);
        List<Double> heights =
                points.stream()
                        .flatMap(point -> Stream.of(point.y, point.low, point.high))
                        .filter(Objects::nonNull)
                        .sorted()
                        .toList();
        Axis up = Axis.even(heights.get(0), heights.get(heights.size() - 1));
        Svg chart =
                Svg.chart("scatter-chart", id, title, description)
                        .attr("viewBox", "0 0 " + Svg.at(WIDTH) + " " + Svg.at(HEIGHT));
        axes(chart, across, up);
        line(chart, across, up);
        List<Box> taken = new ArrayList<>();
        for (Point point : points) {
            double x = at(across, point.x);
            taken.add(new Box(x - DOT, x + DOT, at(up, point.y) + DOT));
        }
        // Names of marked ones go first: they get the better places.
        points.stream()
                .sorted(Comparator.comparing(point -> !point.isMarked))
                .forEach(
                        point ->
                                draw(
                                        chart,
                                        point,
                                        at(across, point.x),
                                        at(up, point.y),
                                        up,
                                        taken));
        return chart;
    }

    private static double at(Axis axis, double value) {
        double share = axis.share(value);
        return axis.isOfPowers ? LEFT + (RIGHT - LEFT) * share : BOTTOM - (BOTTOM - TOP) * share;
    }

    private void axes(Svg chart, Axis across, Axis up) {
        for (BigDecimal tick : up.ticks) {
            double at = at(up, tick.doubleValue());
            chart.with(
                    Svg.line(at == BOTTOM ? "axis" : "grid", LEFT, at, RIGHT, at),
                    Svg.text("tick", LEFT - 8, at + 4, tick.toPlainString()).anchor("end"));
        }
        for (BigDecimal tick : across.ticks) {
            double at = at(across, tick.doubleValue());
            chart.with(
                    Svg.line("axis", at, BOTTOM, at, BOTTOM + 4),
                    Svg.text("tick", at, BOTTOM + 19, tick.toPlainString()).anchor("middle"));
        }
        chart.with(
                Svg.text("tick", RIGHT, BOTTOM + 40, x).anchor("end"),
                Svg.text("tick", 8.0, TOP - 14, y));
    }

    private void line(Svg chart, Axis across, Axis up) {
        StringBuilder path = new StringBuilder();
        points.stream()
                .filter(Point::isMarked)
                .sorted(Comparator.comparing(Point::x))
                .forEach(
                        point ->
                                path.append(path.isEmpty() ? 'M' : 'L')
                                        .append(Svg.at(at(across, point.x)))
                                        .append(' ')
                                        .append(Svg.at(at(up, point.y))));
        chart.with(Svg.of("path", "class", "line s1", "d", path.toString()));
    }

    private static void draw(Svg chart, Point point, double x, double y, Axis up, List<Box> taken) {
        String style = point.isMarked ? "s1" : "baseline";
        if (point.low != null && point.high != null) {
            chart.with(Svg.line("whisker " + style, x, at(up, point.low), x, at(up, point.high)));
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
        Box name = place(x, y, LETTER * TextWidth.of(point.name), taken);
        taken.add(name);
        boolean isLeft = name.left < x;
        chart.with(
                Svg.text(
                                point.isMarked ? "name" : "name muted",
                                isLeft ? name.right : name.left,
                                name.y,
                                point.name)
                        .anchor(isLeft ? "end" : "start"));
    }

    /** Returns the first place beside a dot where nothing else is; the first of all if none is. */
    private static Box place(double x, double y, double width, List<Box> taken) {
        List<Box> places = new ArrayList<>();
        for (double offset : OFFSETS) {
            if (x + GAP + width <= RIGHT) {
                places.add(new Box(x + GAP, x + GAP + width, y + offset));
            }
            if (x - GAP - width >= LEFT) {
                places.add(new Box(x - GAP - width, x - GAP, y + offset));
            }
        }
        return places.stream()
                .filter(box -> taken.stream().noneMatch(box::meets))
                .findFirst()
                .orElse(places.isEmpty() ? new Box(x + GAP, x + GAP + width, y) : places.get(0));
    }
}
