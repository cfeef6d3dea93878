package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.FIGURE;

import java.util.List;
import java.util.Locale;
import org.tagzoo.zoo.metric.LabelReport;

/**
 * A bar for each name, along an axis from 0, with its figure at the bar's end and a note at the
 * right edge. Positions are shares of the width, so letters keep their size on a narrow screen.
 *
 * @param id that no other element of the page has
 * @param title what it shows
 * @param top where the axis ends
 * @param ticks their texts, evenly spaced from 0 to the top
 * @param entries from top to bottom
 */
record BarChart(String id, String title, double top, List<String> ticks, List<Entry> entries) {

    private static final List<String> SHARES = List.of("0", "0.25", "0.5", "0.75", "1");
    private static final int ROW = 24;
    private static final int HEAD = 4;
    private static final double LEFT = 34;
    private static final double RIGHT = 80;
    private static final int MOST_LETTERS = 18;

    /** Bars of metrics, from 0 to 1. */
    BarChart(String id, String title, List<Entry> entries) {
        this(id, title, 1, SHARES, entries);
    }

    /** Bars of seconds. */
    static BarChart ofTimes(String id, String title, List<Entry> entries) {
        Ticks ticks = Ticks.upTo(entries.stream().mapToDouble(Entry::value).max().orElse(0), 4);
        return new BarChart(id, title, ticks.end(), ticks.labels(), entries);
    }

    /** A bar; it ends where the axis does, and has no length if its value is not a number. */
    record Entry(String name, double value, String figure, String note) {

        Entry(String name, double value, String note) {
            this(name, value, FIGURE.show(value), note);
        }

        static Entry of(LabelReport label) {
            String images = String.format(Locale.ROOT, "n = %,d", label.support());
            return new Entry(label.label(), label.metrics().f1(), images);
        }
    }

    /** Draws it. */
    Svg draw() {
        int foot = HEAD + entries.size() * ROW;
        Svg chart =
                Svg.chart("bar-chart", id, title, "The same figures are in a table on this page.")
                        .attr("width", "100%")
                        .attr("height", foot + 22)
                        .with(Svg.axis(ticks, LEFT, RIGHT, foot, 16, false));
        for (int i = 0; i < entries.size(); i++) {
            chart.with(bar(entries.get(i), HEAD + i * ROW));
        }
        return chart;
    }

    private Svg bar(Entry entry, int place) {
        double width = (RIGHT - LEFT) * (entry.value > 0 ? Math.min(1, entry.value / top) : 0);
        int y = place + 15;
        return Svg.of("g")
                .with(
                        Svg.hint(entry.name + ": " + entry.figure),
                        Svg.text("name", 0, y, shortened(entry.name)),
                        Svg.of("rect", "class", "bar", "x", Svg.percent(LEFT), "y", place + 3)
                                .attr("width", Svg.percent(width))
                                .attr("height", ROW - 8)
                                .attr("rx", 2),
                        Svg.text("value", Svg.percent(LEFT + width), y, entry.figure).attr("dx", 6),
                        Svg.text("tick", "100%", y, entry.note).anchor("end"));
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= MOST_LETTERS
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST_LETTERS - 1)) + "…";
    }
}
