package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.FIGURE;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A dot for each figure between the ends of its interval, under its name, along a common axis from
 * 0: positions are shares of the width, so letters keep their size on a narrow screen. A published
 * figure is a hollow diamond on the same line.
 *
 * @param id that no other element of the page has
 * @param title what it shows
 * @param description the same in words, for who can't see it
 * @param entries from top to bottom
 */
record IntervalChart(String id, String title, String description, List<Entry> entries) {

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
            boolean isBaseline) {

        boolean hasInterval() {
            return low != null && high != null;
        }
    }

    /** Draws it. */
    Svg draw() {
        Stream<Double> all =
                entries.stream().flatMap(each -> Stream.of(each.value, each.high, each.published));
        Ticks ticks = Ticks.upTo(all.filter(Objects::nonNull).reduce(0.0, Math::max), 5);
        int foot = entries.size() * ROW + 4;
        Svg chart =
                Svg.chart("interval-chart", id, title, description)
                        .attr("width", "100%")
                        .attr("height", foot + FOOT)
                        .with(Svg.axis(ticks.labels(), 0, 100, foot, 18, true));
        for (int i = 0; i < entries.size(); i++) {
            draw(chart, entries.get(i), ticks.end(), i * ROW);
        }
        return chart;
    }

    private static void draw(Svg chart, Entry entry, double end, int top) {
        int y = top + 32;
        String style = entry.isBaseline ? "baseline" : "s1";
        String figure = show(entry.value);
        if (entry.hasInterval()) {
            figure += "  (" + show(entry.low) + "–" + show(entry.high) + ")";
        }
        chart.with(
                Svg.text(entry.isBaseline ? "name muted" : "name", 8, top + 17, entry.name),
                Svg.text("value", "100%", top + 17, figure).anchor("end"),
                Svg.line("track", 0, y, "100%", y));
        if (entry.hasInterval()) {
            String whisker = "whisker " + style;
            String low = x(entry.low, end);
            String high = x(entry.high, end);
            // The ends stand out above and below the dot: an interval may be narrower than it.
            chart.with(
                    Svg.line(whisker, low, y, high, y),
                    Svg.line(whisker, low, y - 7, low, y + 7),
                    Svg.line(whisker, high, y - 7, high, y + 7));
        }
        if (entry.published != null) {
            // A nested drawing of no size puts a shape's own coordinates at a share of the width.
            String x = x(entry.published, end);
            chart.with(
                    Svg.of("svg", "x", x, "y", y, "class", "at")
                            .with(
                                    Svg.of("path", "class", "published")
                                            .attr("d", "M0 -6L6 0L0 6L-6 0Z")
                                            .with(
                                                    Svg.hint(
                                                            "published: "
                                                                    + show(entry.published)))));
        }
        chart.with(
                Svg.of("circle", "class", "dot " + style, "cx", x(entry.value, end))
                        .attr("cy", y)
                        .attr("r", 4)
                        .with(Svg.hint(entry.name + ": " + figure)));
    }

    private static String x(double value, double end) {
        return Svg.percent(100 * value / end);
    }

    private static String show(double value) {
        return FIGURE.show(value);
    }
}
