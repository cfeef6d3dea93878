package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.FIGURE;

import java.util.List;
import java.util.Locale;
import org.tagzoo.zoo.metric.LabelReport;

/**
 * A bar for each name, along an axis from 0 to 1, with its figure at the bar's end and a note at
 * the right edge. Positions are shares of the width, so letters keep their size on a narrow screen.
 *
 * @param id that no other element of the page has
 * @param title what it shows
 * @param entries from top to bottom
 */
record BarChart(String id, String title, List<Entry> entries) {

    private static final List<String> TICKS = List.of("0", "0.25", "0.5", "0.75", "1");
    private static final int ROW = 24;
    private static final int HEAD = 4;
    private static final double LEFT = 34;
    private static final double RIGHT = 80;
    private static final int MOST_LETTERS = 18;

    /** A bar; its figure is cut to 0..1, and is 0 if it is not a number. */
    record Entry(String name, double value, String note) {

        static Entry of(LabelReport label) {
            String images = String.format(Locale.ROOT, "n = %,d", label.support());
            return new Entry(label.label(), label.metrics().f1(), images);
        }
    }

    /** Draws it. */
    Svg draw() {
        int foot = HEAD + entries.size() * ROW;
        Svg chart =
                Svg.chart("bar-chart", id, title, "The same metrics are in the table beside it.")
                        .attr("width", "100%")
                        .attr("height", foot + 22)
                        .with(Svg.axis(TICKS, LEFT, RIGHT, foot, 16, false));
        for (int i = 0; i < entries.size(); i++) {
            chart.with(bar(entries.get(i), HEAD + i * ROW));
        }
        return chart;
    }

    private static Svg bar(Entry entry, int top) {
        double width = (RIGHT - LEFT) * (entry.value > 0 ? Math.min(1, entry.value) : 0);
        String figure = FIGURE.show(entry.value);
        int y = top + 15;
        return Svg.of("g")
                .with(
                        Svg.hint(entry.name + ": " + figure),
                        Svg.text("name", 0, y, shortened(entry.name)),
                        Svg.of("rect", "class", "bar", "x", Svg.percent(LEFT), "y", top + 3)
                                .attr("width", Svg.percent(width))
                                .attr("height", ROW - 8)
                                .attr("rx", 2),
                        Svg.text("value", Svg.percent(LEFT + width), y, figure).attr("dx", 6),
                        Svg.text("tick", "100%", y, entry.note).anchor("end"));
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= MOST_LETTERS
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST_LETTERS - 1)) + "…";
    }
}
