package org.tagzoo.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tagzoo.app.report.LineChart.Point;
import org.tagzoo.app.report.LineChart.Series;
import org.tagzoo.app.report.RowDetails.Epoch;
import org.tagzoo.app.report.RowDetails.LabelFigures;
import org.tagzoo.app.report.RowDetails.ThresholdPoint;
import org.tagzoo.zoo.metric.Metric;

/** What the report shows of one row: its curves, its threshold scan, its labels, its mistakes. */
final class RowSection {

    private final Markup page;
    private final Row row;
    private final RowDetails details;

    RowSection(Markup page, Row row, RowDetails details) {
        this.page = page;
        this.row = row;
        this.details = details;
    }

    void write(String id) {
        page.open("section", "id", id, "class", "row");
        page.leaf("h2", row.name());
        page.leaf("p", describe(), "class", "note");
        if (!details.history().isEmpty() || !details.thresholdScan().isEmpty()) {
            page.open("div", "class", "charts");
            history();
            scan();
            page.close();
        }
        labels();
        details.matrices().ifPresent(m -> new MatrixSection(page, m).write());
        new MistakeGallery(page, details.mistakes(), details.swaps()).write();
        page.close();
    }

    private String describe() {
        String count =
                row.network().parameters() == null
                        ? ""
                        : ", " + TableColumn.PARAMETERS.show(row) + " parameters";
        return row.network().model()
                + ", "
                + row.origin()
                + count
                + (row.network().augmented() ? ", images altered at random" : "");
    }

    private void history() {
        if (!details.history().isEmpty()) {
            curves("Loss", Epoch::trainLoss, Epoch::validationLoss);
            curves(row.task().firstMetric().title(), Epoch::train, Epoch::validation);
        }
    }

    private void curves(
            String what, ToDoubleFunction<Epoch> train, ToDoubleFunction<Epoch> validation) {
        List<Epoch> history = details.history();
        Epoch last = history.get(history.size() - 1);
        String description =
                what
                        + " over "
                        + TableNotes.count(history.size(), "epoch")
                        + "; after the last, "
                        + FigureFormat.FIGURE.show(train.applyAsDouble(last))
                        + " on train and "
                        + FigureFormat.FIGURE.show(validation.applyAsDouble(last))
                        + " on validation.";
        figure(
                new LineChart(
                        row.name() + ": " + what + " by epoch",
                        description,
                        "epoch",
                        last.epoch(),
                        List.of(
                                series("train", history, Epoch::epoch, train),
                                series("validation", history, Epoch::epoch, validation)),
                        null,
                        null),
                what + " by epoch");
    }

    private void scan() {
        List<ThresholdPoint> scan = details.thresholdScan();
        if (scan.isEmpty()) {
            return;
        }
        ToDoubleFunction<ThresholdPoint> at = ThresholdPoint::threshold;
        figure(
                new LineChart(
                        row.name() + ": threshold scan",
                        "F1, precision and recall on validation at "
                                + TableNotes.count(scan.size(), "threshold")
                                + "; chosen: "
                                + TableColumn.of(Metric.THRESHOLD).show(row)
                                + ".",
                        "threshold",
                        1,
                        List.of(
                                series("F1", scan, at, ThresholdPoint::f1),
                                series("precision", scan, at, ThresholdPoint::precision),
                                series("recall", scan, at, ThresholdPoint::recall)),
                        row.metric(Metric.THRESHOLD),
                        "chosen"),
                "Threshold scan, on validation");
    }

    private static <T> Series series(
            String name, List<T> entries, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
        return new Series(
                name,
                entries.stream()
                        .map(e -> new Point(x.applyAsDouble(e), y.applyAsDouble(e)))
                        .toList());
    }

    private void figure(LineChart chart, String caption) {
        page.open("figure").leaf("figcaption", caption);
        chart.writeTo(page);
        page.close();
    }

    private void labels() {
        if (details.labels().isEmpty()) {
            return;
        }
        page.leaf("h3", "Labels, on test");
        page.open("div", "class", "labels");
        page.open("figure").leaf("figcaption", "F1 by label, best first; n is its true images");
        new BarChart(
                        row.name() + ": F1 by label",
                        "The same figures are in the table beside it.",
                        details.labels().stream()
                                .sorted(
                                        Comparator.comparingDouble(LabelFigures::f1)
                                                .reversed()
                                                .thenComparing(LabelFigures::label))
                                .map(
                                        l ->
                                                new BarChart.Entry(
                                                        l.label(),
                                                        l.f1(),
                                                        String.format(
                                                                Locale.ROOT,
                                                                "n = %,d",
                                                                l.support())))
                                .toList())
                .writeTo(page);
        page.close();
        LabelTable.write(page, details.labels(), details.averages());
        page.close();
    }
}
