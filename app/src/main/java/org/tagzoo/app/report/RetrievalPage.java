package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.COUNT;

import j2html.tags.DomContent;
import j2html.tags.specialized.DetailsTag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tagzoo.app.report.StageRetrieval.Pair;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.zoo.metric.Retrieval;
import org.tagzoo.zoo.metric.Retrieval.Figure;

/** The page {@code retrieval.html}: how features find images of the same kind, stage by stage. */
public final class RetrievalPage {

    private final RetrievalResults results;

    public RetrievalPage(RetrievalResults results) {
        this.results = results;
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @throws IOException if it can't be written
     */
    public void write(Path target) throws IOException {
        String style =
                Html.resource(RetrievalPage.class, "report.css")
                        + Html.resource(RetrievalPage.class, "matrix.css");
        AtomicFile.write(
                target,
                out -> Html.write(out, "Retrieval: " + results.row(), style, "", top(), content()));
    }

    private DomContent top() {
        return header(
                p(attrs(".eyebrow"), "TagZoo retrieval"),
                h1(results.row() + " on " + results.corpus()),
                p(attrs(".lede"), Words.of("retrieval.lede", results.relevant())),
                dl(
                        attrs(".facts"),
                        each(
                                results.images(),
                                (domain, images) ->
                                        Html.item(
                                                domain.equals(StageRetrieval.ALL)
                                                        ? "test images"
                                                        : domain,
                                                COUNT.show(images)))));
    }

    private DomContent content() {
        List<StageRetrieval> stages = results.stages();
        return main(
                section(h2("Stages"), div(attrs(".charts"), figure(lines().draw())), table()),
                section(
                        h2("Domains"),
                        Html.note(Words.of("retrieval.pairs")),
                        each(
                                IntStream.range(0, stages.size())
                                        .mapToObj(i -> stages.get(stages.size() - 1 - i))
                                        .map(this::stage))));
    }

    private LineChart lines() {
        List<LineChart.Series> series = new ArrayList<>();
        if (results.domains().isEmpty()) {
            series.add(series("mAP", s -> mean(RetrievalTable.all(s.test()))));
        } else {
            series.add(series("mAP within", s -> within(s, true)));
            series.add(series("mAP across", s -> within(s, false)));
        }
        series.add(series("linear probe", s -> s.probe().value()));
        return new LineChart(
                "stages",
                "What each stage's features tell",
                Words.of("retrieval.stages"),
                new LineChart.Axis("stage", results.stages().size(), null, ""),
                series);
    }

    private LineChart.Series series(String name, Function<StageRetrieval, Double> value) {
        return new LineChart.Series(
                name,
                IntStream.range(0, results.stages().size())
                        .mapToObj(
                                i ->
                                        new LineChart.Point(
                                                i + 1, value.apply(results.stages().get(i))))
                        .toList());
    }

    private static double within(StageRetrieval stage, boolean within) {
        return RetrievalTable.mean(stage.test(), within, Figure::mean).orElse(Double.NaN);
    }

    private static double mean(Retrieval found) {
        return found == null ? Double.NaN : found.averagePrecision().mean();
    }

    private DomContent table() {
        List<List<String>> lines = RetrievalTable.lines(results);
        return Html.table(
                "Stages",
                "",
                each(lines.get(0), name -> Html.column(name, !name.equals("stage"))),
                tbody(
                        each(
                                lines.subList(1, lines.size()),
                                line ->
                                        tr(
                                                Html.row(line.get(0)),
                                                each(
                                                        line.subList(1, line.size()),
                                                        cell -> td(cell).withClass("number"))))));
    }

    private DomContent stage(StageRetrieval stage) {
        String id = "stage-" + results.stages().indexOf(stage);
        DetailsTag open =
                details(
                        summary(stage.stage() + (stage.frozen() ? " (not trained)" : "")),
                        matrices(id + "-test", "test images", stage.test()));
        if (stage.allImages() != null) {
            open.with(matrices(id + "-all", "all images", stage.allImages()));
        }
        boolean isLast = results.stages().indexOf(stage) == results.stages().size() - 1;
        return isLast ? open.attr("open", "open") : open;
    }

    private DomContent matrices(String id, String images, List<Pair> pairs) {
        return div(
                attrs(".halves"),
                matrix(id + "-map", "mAP, " + images, pairs, Retrieval::averagePrecision),
                matrix(id + "-p10", "Precision at 10, " + images, pairs, Retrieval::precisionAt10));
    }

    private DomContent matrix(
            String id, String title, List<Pair> pairs, Function<Retrieval, Figure> figure) {
        List<String> names =
                results.domains().isEmpty() ? List.of(StageRetrieval.ALL) : results.domains();
        HeatMatrix matrix =
                new HeatMatrix(
                        id,
                        title,
                        Words.of("retrieval.matrix"),
                        names,
                        (row, column) -> {
                            Retrieval found = StageRetrieval.pair(pairs, row, column).found();
                            return found == null ? null : figure.apply(found).mean();
                        },
                        (row, column) -> hint(StageRetrieval.pair(pairs, row, column), figure));
        return figure(figcaption(title + ": query ↓ gallery →"), matrix.draw());
    }

    private static String hint(Pair pair, Function<Retrieval, Figure> figure) {
        String names = pair.query() + " to " + pair.gallery();
        Retrieval found = pair.found();
        if (found == null) {
            return names + ": no query has a relevant image";
        }
        Figure shown = figure.apply(found);
        return String.format(
                Locale.ROOT,
                "%s: %.3f (%.3f to %.3f), by chance %.3f; %d queries, %d left out",
                names,
                shown.mean(),
                shown.interval().low(),
                shown.interval().high(),
                shown.chance(),
                found.queries(),
                found.leftOut());
    }
}
