package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.COUNT;
import static org.tagzoo.app.report.FigureFormat.FIGURE;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tagzoo.zoo.metric.BatchMeans;
import org.tagzoo.zoo.metric.PrecisionRecallF1;

/**
 * The rows at the threshold of their training: metrics averaged in two ways, and how often each
 * label is predicted.
 *
 * @param rows of the table
 * @param details of those that have a {@link FixedThreshold}, at least one
 */
record FixedThresholdSection(List<Row> rows, List<RowDetails> details) {

    static final String ID = "fixed-threshold";

    private static final List<String> METRICS =
            List.of(
                    "averaged",
                    "label accuracy",
                    "micro precision",
                    "micro recall",
                    "micro F1",
                    "macro precision",
                    "macro recall",
                    "macro F1");

    /** Returns the section's heading. */
    String title() {
        return String.format(Locale.ROOT, "At threshold %s", first().threshold());
    }

    private FixedThreshold first() {
        return details.get(0).fixed().orElseThrow();
    }

    DomContent draw() {
        return section(
                attrs("#" + ID),
                h2(title()),
                Html.note(Words.of("fixed", FIGURE.show(first().nothing()))),
                Html.table(
                        "Metrics at one threshold",
                        "",
                        each(
                                Html.column("row", false),
                                each(METRICS, name -> Html.column(name, !name.equals("averaged")))),
                        tbody(
                                tr(
                                        Html.row("predicting no label"),
                                        td(""),
                                        Html.number(FIGURE, first().nothing())),
                                each(details, FixedThresholdSection::lines))),
                h3("How often each label is predicted"),
                Html.note(Words.of("fixed.counts", COUNT.show(first().images()))),
                counts(),
                div(attrs(".charts"), each(details, this::bars)));
    }

    private static DomContent lines(RowDetails row) {
        FixedThreshold fixed = row.fixed().orElseThrow();
        return each(
                line(row.name(), "over all images (scikit-learn)", fixed.whole()),
                line(row.name(), "over batches (Keras)", fixed.batches()));
    }

    private static DomContent line(String row, String how, BatchMeans means) {
        return tr(Html.row(row), td(how), Html.number(FIGURE, means.labelAccuracy()))
                .with(
                        Stream.of(means.micro(), means.macro())
                                .flatMap(FixedThresholdSection::three)
                                .map(value -> Html.number(FIGURE, value)));
    }

    private static Stream<Double> three(PrecisionRecallF1 m) {
        return Stream.of(m.precision(), m.recall(), m.f1());
    }

    private DomContent counts() {
        List<Row> published =
                rows.stream()
                        .filter(row -> row.published() != null)
                        .filter(row -> row.published().predicted() != null)
                        .toList();
        List<String> headings = new ArrayList<>(List.of("true"));
        details.forEach(row -> headings.add(row.name()));
        for (Row row : published) {
            int of = row.published().predicted().of();
            headings.add("%s, published, of %s".formatted(row.name(), COUNT.show(of)));
        }
        return Html.table(
                "Predicted counts",
                "sortable",
                each(Html.column("label", false), each(headings, name -> Html.column(name, true))),
                tbody(
                        each(
                                IntStream.range(0, first().labels().size()).boxed().toList(),
                                label -> line(label, published))));
    }

    private DomContent line(int label, List<Row> published) {
        String name = details.get(0).labels().get(label).label();
        return tr(
                Html.row(name),
                Html.number(COUNT, first().labels().get(label).support()),
                each(
                        details,
                        row ->
                                Html.number(
                                        COUNT,
                                        row.fixed().orElseThrow().labels().get(label).predicted())),
                each(
                        published,
                        row -> {
                            Integer count = row.published().predicted().labels().get(name);
                            return count == null
                                    ? Html.number(FigureFormat.MISSING, Double.NaN)
                                    : Html.number(COUNT, count);
                        }));
    }

    private DomContent bars(RowDetails row) {
        FixedThreshold fixed = row.fixed().orElseThrow();
        List<BarChart.Entry> bars =
                IntStream.range(0, fixed.labels().size())
                        .mapToObj(
                                label ->
                                        new BarChart.Entry(
                                                row.labels().get(label).label(),
                                                fixed.labels().get(label).predicted()
                                                        / fixed.images(),
                                                COUNT.show(fixed.labels().get(label).predicted()),
                                                "true "
                                                        + COUNT.show(
                                                                fixed.labels()
                                                                        .get(label)
                                                                        .support())))
                        .toList();
        String id = ID + "-" + details.indexOf(row);
        return figure(
                figcaption(row.name() + ": share of images for which each label is predicted"),
                new BarChart(id, row.name() + ": predicted labels", bars).draw());
    }
}
