package org.tagzoo.app.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TrTag;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tagzoo.app.report.LineChart.Point;
import org.tagzoo.app.report.LineChart.Series;
import org.tagzoo.app.report.RowDetails.Average;
import org.tagzoo.app.report.RowDetails.Epoch;
import org.tagzoo.app.report.RowDetails.LabelFigures;
import org.tagzoo.app.report.RowDetails.ThresholdPoint;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.PrecisionRecallF1;

/**
 * What the report shows of one row: its curves, its threshold scan, its labels, its errors.
 *
 * @param id of the section on the page
 */
record RowSection(String id, Row row, RowDetails details) {

    private static final List<String> HEADINGS =
            List.of("support", "F1", "95% interval", "precision", "recall", "average precision");

    DomContent draw() {
        boolean trained = !details.history().isEmpty();
        boolean scanned = !details.thresholdScan().isEmpty();
        DomContent charts =
                !trained && !scanned
                        ? null
                        : div(trained ? curves() : null, scanned ? scan() : null)
                                .withClass("charts");
        return section(
                        h2(row.name()),
                        p(describe()).withClass("note"),
                        charts,
                        details.labels().isEmpty() ? null : labels(),
                        iff(details.matrices(), MatrixSection::of),
                        ErrorGallerySection.of(details.errors(), details.swaps()))
                .withId(id)
                .withClass("row");
    }

    private String describe() {
        String count =
                row.network().parameters() == null
                        ? ""
                        : ", " + TableColumn.PARAMETERS.show(row) + " parameters";
        String altered = row.network().augmented() ? ", images altered at random" : "";
        return row.network().model() + ", " + row.origin() + count + altered;
    }

    private DomContent curves() {
        String metric = row.task().firstMetric().title();
        return each(
                curve("loss", "Loss", Epoch::trainLoss, Epoch::validationLoss),
                curve("metric", metric, Epoch::train, Epoch::validation));
    }

    private DomContent curve(
            String key,
            String what,
            ToDoubleFunction<Epoch> train,
            ToDoubleFunction<Epoch> validation) {
        List<Epoch> history = details.history();
        Epoch last = history.get(history.size() - 1);
        String description =
                "%s over %s; after the last, %s on train and %s on validation."
                        .formatted(
                                what,
                                TableNotes.count(history.size(), "epoch"),
                                FigureFormat.FIGURE.show(train.applyAsDouble(last)),
                                FigureFormat.FIGURE.show(validation.applyAsDouble(last)));
        return figure(
                figcaption(what + " by epoch"),
                new LineChart(
                                id + "-" + key,
                                row.name() + ": " + what + " by epoch",
                                description,
                                "epoch",
                                last.epoch(),
                                List.of(
                                        series("train", history, Epoch::epoch, train),
                                        series("validation", history, Epoch::epoch, validation)),
                                null,
                                null)
                        .draw());
    }

    private DomContent scan() {
        List<ThresholdPoint> scan = details.thresholdScan();
        ToDoubleFunction<ThresholdPoint> at = ThresholdPoint::threshold;
        String description =
                "F1, precision and recall on validation at %s; chosen: %s."
                        .formatted(
                                TableNotes.count(scan.size(), "threshold"),
                                TableColumn.of(Metric.THRESHOLD).show(row));
        return figure(
                figcaption("Threshold scan, on validation"),
                new LineChart(
                                id + "-scan",
                                row.name() + ": threshold scan",
                                description,
                                "threshold",
                                1,
                                List.of(
                                        series("F1", scan, at, ThresholdPoint::f1),
                                        series("precision", scan, at, ThresholdPoint::precision),
                                        series("recall", scan, at, ThresholdPoint::recall)),
                                row.metric(Metric.THRESHOLD),
                                "chosen")
                        .draw());
    }

    private static <T> Series series(
            String name, List<T> entries, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
        return new Series(
                name,
                entries.stream()
                        .map(each -> new Point(x.applyAsDouble(each), y.applyAsDouble(each)))
                        .toList());
    }

    private DomContent labels() {
        List<BarChart.Entry> bars =
                details.labels().stream()
                        .sorted(
                                Comparator.comparingDouble(LabelFigures::f1)
                                        .reversed()
                                        .thenComparing(LabelFigures::label))
                        .map(
                                label ->
                                        new BarChart.Entry(
                                                label.label(),
                                                label.f1(),
                                                String.format(
                                                        Locale.ROOT, "n = %,d", label.support())))
                        .toList();
        DomContent chart =
                new BarChart(
                                id + "-labels",
                                row.name() + ": F1 by label",
                                "The same metrics are in the table beside it.",
                                bars)
                        .draw();
        return each(
                h3("Labels, on test"),
                div(
                                figure(
                                        figcaption(
                                                "F1 by label, best first; n is its true images"),
                                        chart),
                                Html.scroll(
                                        "Metrics by label",
                                        table(
                                                        thead(
                                                                tr(
                                                                        Html.column("label", false),
                                                                        each(
                                                                                HEADINGS,
                                                                                heading ->
                                                                                        Html.column(
                                                                                                heading,
                                                                                                true)))),
                                                        tbody(each(details.labels(), this::line)),
                                                        averages())
                                                .withClass("sortable")))
                        .withClass("labels"));
    }

    private DomContent line(LabelFigures label) {
        PrecisionRecallF1 figures =
                new PrecisionRecallF1(label.precision(), label.recall(), label.f1());
        return line(label.label(), label.support(), figures, label.interval())
                .with(Html.number(FigureFormat.FIGURE, label.averagePrecision()));
    }

    private DomContent averages() {
        return details.averages().isEmpty()
                ? null
                : tbody(each(details.averages(), this::line)).withClass("baselines");
    }

    private DomContent line(Average average) {
        String name = average.name() + " average";
        return line(name, average.support(), average.figures(), average.interval()).with(td(""));
    }

    private static TrTag line(
            String name, long support, PrecisionRecallF1 figures, Interval interval) {
        boolean isFinite = Double.isFinite(interval.low()) && Double.isFinite(interval.high());
        String range =
                FigureFormat.FIGURE.show(interval.low())
                        + "-"
                        + FigureFormat.FIGURE.show(interval.high());
        return tr(
                Html.row(name),
                Html.number(FigureFormat.COUNT, support),
                Html.number(FigureFormat.FIGURE, figures.f1()),
                isFinite
                        ? Html.number(range, interval.low())
                        : Html.number(FigureFormat.MISSING, Double.NaN),
                Html.number(FigureFormat.FIGURE, figures.precision()),
                Html.number(FigureFormat.FIGURE, figures.recall()));
    }
}
