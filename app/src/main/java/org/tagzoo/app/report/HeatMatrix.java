package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.FIGURE;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A square matrix of figures from 0 to 1 as one SVG: the higher, the darker.
 *
 * @param id that no other element of the page has
 * @param title what it shows
 * @param description the same in words, for who can't see it
 * @param names of rows and columns
 * @param value of a row and a column; {@code null} for none
 * @param hint shown where the pointer rests on a cell
 */
record HeatMatrix(
        String id,
        String title,
        String description,
        List<String> names,
        BiFunction<String, String, Double> value,
        BiFunction<String, String, String> hint) {

    private static final double WIDTH = 62;
    private static final double HEIGHT = 34;
    private static final double TOP = 22;

    /** Letters take about so much room. */
    private static final double LETTER = 7;

    /** From here on, ink on a cell is light. */
    private static final double DARK = 0.55;

    /** More letters are cut. */
    private static final int LETTERS = 14;

    Svg draw() {
        int longest = names.stream().mapToInt(name -> shown(name).length()).max().orElse(0);
        double width = Math.max(WIDTH, LETTER * longest + 6);
        double left = LETTER * longest + 12;
        String size =
                Svg.at(left + width * names.size()) + " " + Svg.at(TOP + HEIGHT * names.size());
        Svg chart = Svg.chart("matrix", id, title, description).attr("viewBox", "0 0 " + size);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            double y = TOP + HEIGHT * i;
            chart.with(
                    Svg.text("name", left - 8, y + HEIGHT / 2 + 4, shown(name)).anchor("end"),
                    Svg.text("tick", left + width * (i + 0.5), TOP - 8, shown(name))
                            .anchor("middle"));
            for (int j = 0; j < names.size(); j++) {
                chart.with(cell(name, names.get(j), left + width * j, y, width));
            }
        }
        return chart;
    }

    private Svg cell(String row, String column, double x, double y, double width) {
        Double figure = value.apply(row, column);
        Svg square =
                Svg.of("rect", "x", x, "y", y, "width", width, "height", HEIGHT)
                        .attr("class", figure == null ? "none" : "heat")
                        .attr("fill-opacity", figure == null ? "1" : Svg.at(figure));
        return Svg.of("g")
                .with(
                        Svg.hint(hint.apply(row, column)),
                        square,
                        Svg.text(
                                        figure != null && figure > DARK ? "over" : "",
                                        x + width / 2,
                                        y + HEIGHT / 2 + 4,
                                        FIGURE.show(figure))
                                .anchor("middle"));
    }

    private static String shown(String name) {
        return name.length() <= LETTERS ? name : name.substring(0, LETTERS - 1) + "…";
    }
}
