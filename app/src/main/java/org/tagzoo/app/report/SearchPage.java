package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.FIGURE;
import static org.tagzoo.app.report.FigureFormat.TIME;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.math.NumberUtils;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * The page {@code search.html}: the trials of a search as parallel coordinates and as a table, the
 * chosen one marked. One file that needs no network and asks for none.
 *
 * @param row whose settings were searched
 * @param facts for the top of the page
 * @param isLowerBetter whether the best score is the lowest
 * @param settings their names
 * @param rungs what the score after each rung is called, one or more
 * @param trials in the order of their numbers
 */
public record SearchPage(
        String row,
        Map<String, String> facts,
        boolean isLowerBetter,
        List<String> settings,
        List<String> rungs,
        List<Line> trials) {

    /**
     * One trial.
     *
     * @param values of the settings, as they are in files
     * @param scores of the rungs that it was trained for; {@code NaN} where it failed
     * @param failure {@code null} if it did not
     */
    public record Line(
            int number,
            List<String> values,
            List<Double> scores,
            double seconds,
            String failure,
            boolean isChosen) {

        double lastScore() {
            return scores.get(scores.size() - 1);
        }
    }

    /** Writes the page, whole or not at all. The same page gives the same bytes. */
    public void write(Path target) throws IOException {
        String script = Html.resource(SearchPage.class, "report.js");
        String style =
                Html.resource(SearchPage.class, "report.css")
                        + Html.resource(SearchPage.class, "search.css");
        AtomicFile.write(
                target,
                out ->
                        Html.write(
                                out,
                                "Search: " + row,
                                style,
                                script,
                                top(),
                                main(chart(), table()),
                                script(rawHtml(script))));
    }

    private DomContent top() {
        return header(
                p(attrs(".eyebrow"), "TagZoo search"),
                h1(row),
                dl(attrs(".facts"), each(facts, (name, value) -> Html.item(name, value))),
                p(Words.of("search.top")));
    }

    private DomContent chart() {
        return section(
                h2("Trials"),
                Html.note(Words.of("search.chart")),
                div(attrs(".scroll"), new ParallelCoordinates(this).draw())
                        .attr("role", "region")
                        .attr("aria-label", "Trials as lines")
                        .attr("tabindex", "0"));
    }

    private DomContent table() {
        Comparator<Line> chosenFirst = Comparator.comparing(line -> !line.isChosen());
        List<Line> order =
                trials.stream()
                        .sorted(
                                chosenFirst
                                        .thenComparing(line -> -line.scores().size())
                                        .thenComparing(this::rank)
                                        .thenComparing(Line::number))
                        .toList();
        return section(
                h2("Table"),
                Html.note(Words.of("search.table")),
                Html.table(
                        "Trials",
                        "sortable",
                        each(
                                Html.column("trial", true),
                                each(settings, name -> Html.column(name, true)),
                                each(rungs, name -> Html.column(name, true)),
                                Html.column("time", true),
                                Html.column("outcome", false)),
                        tbody(each(order, this::line))));
    }

    /** Lower is better, and what failed is last. */
    double rank(Line line) {
        double score = line.lastScore();
        return Double.isNaN(score) ? Double.POSITIVE_INFINITY : isLowerBetter ? score : -score;
    }

    private DomContent line(Line line) {
        return tr(
                        Html.number(String.valueOf(line.number()), line.number()),
                        each(line.values(), SearchPage::value),
                        each(
                                rungs,
                                rung -> {
                                    int i = rungs.indexOf(rung);
                                    return i < line.scores().size()
                                            ? Html.number(FIGURE, line.scores().get(i))
                                            : td("-").withClass("number");
                                }),
                        Html.number(TIME, line.seconds()),
                        td(outcome(line)))
                .withCondClass(line.isChosen(), "chosen");
    }

    private static DomContent value(String value) {
        return NumberUtils.isCreatable(value)
                ? Html.number(value, Double.valueOf(value))
                : td(value).withClass("number");
    }

    private static String outcome(Line line) {
        return line.failure() != null
                ? "failed: " + OneLine.of(line.failure())
                : line.isChosen() ? "chosen" : "out";
    }
}
