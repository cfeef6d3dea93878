package org.tagzoo.app.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.lang3.math.NumberUtils;

/**
 * The trials of a search as lines, each through its values on an axis for each setting and through
 * its last score on one at the right. Numbers stand on a scale of powers where the largest is
 * twenty times the smallest or more; up to six different ones, and other values, stand at equal
 * distances.
 */
record ParallelCoordinates(SearchPage page) {

    private static final double TOP = 44;
    private static final double BOTTOM = 330;
    private static final double HEIGHT = 352;
    private static final double LEFT = 30;
    private static final double ROOM = 60;
    private static final double LETTER = 7;
    private static final double LEAST_GAP = 120;
    private static final double WIDE = 20;
    private static final int FEW = 6;

    /** Where values stand on an axis, and the names of its ticks. */
    private record Axis(String name, Scale scale, List<String> names) {

        static Axis of(String name, List<String> values) {
            boolean isNumber = values.stream().allMatch(NumberUtils::isCreatable);
            Stream<String> different = values.stream().distinct();
            List<String> names =
                    isNumber
                            ? different.sorted(Comparator.comparing(Double::valueOf)).toList()
                            : different.sorted().toList();
            if (isNumber && names.size() > FEW) {
                return ofNumbers(name, values.stream().map(Double::valueOf).toList());
            }
            return new Axis(name, Scale.even(0, names.size() - 1.0, BOTTOM, TOP), names);
        }

        static Axis ofNumbers(String name, List<Double> values) {
            DoubleSummaryStatistics range =
                    values.stream()
                            .mapToDouble(Double::doubleValue)
                            .filter(Double::isFinite)
                            .summaryStatistics();
            double min = range.getCount() == 0 ? 0 : range.getMin();
            double max = range.getCount() == 0 ? 1 : range.getMax();
            Scale scale =
                    min > 0 && max >= WIDE * min
                            ? Scale.ofPowers(min, max, BOTTOM, TOP)
                            : Scale.even(min, max, BOTTOM, TOP);
            return new Axis(name, scale, List.of());
        }

        double at(String value) {
            return scale.at(names.isEmpty() ? Double.parseDouble(value) : names.indexOf(value));
        }

        void draw(Svg chart, double x) {
            chart.with(Svg.line("axis", x, TOP, x, BOTTOM));
            chart.with(Svg.text("name", x, TOP - 22, name).anchor("middle"));
            List<BigDecimal> ticks = scale.ticks();
            int step = scale.isOfPowers() && ticks.size() > 8 ? 3 : 1;
            for (int i = 0; i < ticks.size(); i += names.isEmpty() ? step : 1) {
                double value = ticks.get(i).doubleValue();
                boolean isNamed = value == Math.rint(value) && value < names.size();
                if (names.isEmpty() || isNamed) {
                    double y = scale.at(value);
                    String text =
                            names.isEmpty() ? ticks.get(i).toPlainString() : names.get((int) value);
                    chart.with(Svg.line("axis", x - 4, y, x, y));
                    chart.with(Svg.text("tick", x + 5, y + 4, text));
                }
            }
        }
    }

    /** Draws it. */
    Svg draw() {
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < page.settings().size(); i++) {
            int setting = i;
            axes.add(
                    Axis.of(
                            page.settings().get(i),
                            page.trials().stream().map(t -> t.values().get(setting)).toList()));
        }
        axes.add(
                Axis.ofNumbers(
                        "last score",
                        page.trials().stream().map(SearchPage.Line::lastScore).toList()));
        double gap =
                Math.max(
                        LEAST_GAP,
                        LETTER * axes.stream().mapToInt(a -> a.name().length()).max().orElse(0));
        double width = LEFT + ROOM + gap * axes.size();
        List<Double> places =
                IntStream.range(0, axes.size()).mapToObj(i -> LEFT + gap * (i + 0.4)).toList();
        Svg chart =
                Svg.chart(
                                "parallel-chart",
                                "trials",
                                "Trials of the search",
                                "A line a trial; the table below has the same numbers")
                        .attr("viewBox", "0 0 " + Svg.at(width) + " " + Svg.at(HEIGHT))
                        .attr("width", Svg.at(width));
        Comparator<SearchPage.Line> chosenLast = Comparator.comparing(SearchPage.Line::isChosen);
        page.trials().stream()
                .filter(line -> Double.isFinite(line.lastScore()))
                .sorted(chosenLast.thenComparing(line -> line.scores().size()))
                .forEach(line -> draw(chart, line, axes, places));
        for (int i = 0; i < axes.size(); i++) {
            axes.get(i).draw(chart, places.get(i));
        }
        return chart;
    }

    private void draw(Svg chart, SearchPage.Line line, List<Axis> axes, List<Double> places) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < axes.size(); i++) {
            boolean isScore = i == axes.size() - 1;
            double y =
                    isScore
                            ? axes.get(i).scale().at(line.lastScore())
                            : axes.get(i).at(line.values().get(i));
            path.append(i == 0 ? 'M' : 'L').append(Svg.at(places.get(i)));
            path.append(' ').append(Svg.at(y));
        }
        boolean isLast = line.scores().size() == page.rungs().size();
        String style = line.isChosen() ? "trial chosen" : isLast ? "trial last" : "trial";
        String hint =
                "trial %d: %s %s"
                        .formatted(
                                line.number(),
                                page.rungs().get(line.scores().size() - 1),
                                FigureFormat.FIGURE.show(line.lastScore()));
        chart.with(Svg.of("path", "class", style, "d", path.toString()).with(Svg.hint(hint)));
    }
}
