package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.COUNT;
import static org.tagzoo.app.report.FigureFormat.FIGURE;

import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.TbodyTag;
import j2html.tags.specialized.TrTag;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.app.report.LineChart.Level;
import org.tagzoo.app.report.LineChart.Point;
import org.tagzoo.app.report.LineChart.Series;
import org.tagzoo.app.report.RowDetails.Average;
import org.tagzoo.app.report.RowDetails.Epoch;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.threshold.ThresholdScan;

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
                        : div(attrs(".charts"), trained ? curves() : null, scanned ? scan() : null);
        return section(
                        h2(row.name()),
                        Html.note(describe()),
                        charts,
                        iff(details.layers(), layers -> NetworkSection.of(id, row.name(), layers)),
                        details.inside().isEmpty()
                                ? null
                                : TagCreator.details(
                                        summary("What the network sees"),
                                        each(details.inside(), TileSheet::draw)),
                        details.labels().isEmpty() ? null : labels(),
                        iff(details.matrices(), MatrixSection::of),
                        iff(details.thresholds(), ThresholdSection::of),
                        iff(
                                details.calibration(),
                                found -> CalibrationSection.of(id, row.name(), found)),
                        BoxSection.of(details.boxes()),
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
                curve("loss", "Loss", Epoch::trainLoss, Epoch::validationLoss, Optional.empty()),
                curve(
                        "metric",
                        metric,
                        Epoch::train,
                        Epoch::validation,
                        Optional.ofNullable(row.first())
                                .filter(Double::isFinite)
                                .map(v -> new Level("test", v))),
                each(row.task().epochMetricsBeside(), this::beside));
    }

    /** The curves of what an output beside the labels comes to. */
    private DomContent beside(Metric metric) {
        String name = StringUtils.capitalize(metric.key());
        return curve(
                metric.key(),
                metric.title(),
                epoch -> epoch.beside().getOrDefault("train" + name, Double.NaN),
                epoch -> epoch.beside().getOrDefault("validation" + name, Double.NaN),
                Optional.empty());
    }

    private DomContent curve(
            String key,
            String what,
            ToDoubleFunction<Epoch> train,
            ToDoubleFunction<Epoch> validation,
            Optional<Level> test) {
        List<Epoch> history = details.history();
        Epoch last = history.get(history.size() - 1);
        String words =
                "%s over %s; after the last, %s on train and %s on validation%s."
                        .formatted(
                                what,
                                TableNotes.count(history.size(), "epoch"),
                                FIGURE.show(train.applyAsDouble(last)),
                                FIGURE.show(validation.applyAsDouble(last)),
                                test.map(
                                                t ->
                                                        "; in the end, %s on test"
                                                                .formatted(FIGURE.show(t.value())))
                                        .orElse(""));
        List<Series> lines =
                List.of(
                        series("train", history, Epoch::epoch, train),
                        series("validation", history, Epoch::epoch, validation));
        String title = what + " by epoch";
        LineChart.Axis epochs = new LineChart.Axis("epoch", last.epoch(), null, null);
        return chart(key, title, title, words, epochs, lines, test);
    }

    private DomContent scan() {
        List<ThresholdScan.Point> scan = details.thresholdScan();
        ToDoubleFunction<ThresholdScan.Point> at = ThresholdScan.Point::threshold;
        String words =
                "F1, precision and recall on validation at %s; chosen: %s."
                        .formatted(
                                TableNotes.count(scan.size(), "threshold"),
                                TableColumn.of(Metric.THRESHOLD).show(row));
        List<Series> lines =
                List.of(
                        series("F1", scan, at, point -> point.micro().f1()),
                        series("precision", scan, at, point -> point.micro().precision()),
                        series("recall", scan, at, point -> point.micro().recall()));
        LineChart.Axis thresholds =
                new LineChart.Axis("threshold", 1, row.metric(Metric.THRESHOLD), "chosen");
        String caption = "Threshold scan, on validation";
        return chart("scan", caption, "threshold scan", words, thresholds, lines, Optional.empty());
    }

    private DomContent chart(
            String key,
            String caption,
            String title,
            String words,
            LineChart.Axis axis,
            List<Series> lines,
            Optional<Level> level) {
        String whole = row.name() + ": " + title;
        return figure(
                figcaption(caption),
                new LineChart(id + "-" + key, whole, words, axis, lines, level).draw());
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
                                Comparator.comparing((LabelReport label) -> label.metrics().f1())
                                        .reversed()
                                        .thenComparing(LabelReport::label))
                        .map(BarChart.Entry::of)
                        .toList();
        TbodyTag averages =
                details.averages().isEmpty()
                        ? null
                        : tbody(attrs(".baselines"), each(details.averages(), this::line));
        return each(
                h3("Labels, on test"),
                div(
                        attrs(".labels"),
                        figure(
                                figcaption("F1 by label, best first; n is its true images"),
                                new BarChart(id + "-labels", row.name() + ": F1 by label", bars)
                                        .draw()),
                        Html.table(
                                "Metrics by label",
                                "sortable",
                                each(
                                        Html.column("label", false),
                                        each(HEADINGS, heading -> Html.column(heading, true))),
                                tbody(each(details.labels(), this::line)),
                                averages)));
    }

    private DomContent line(LabelReport label) {
        return line(label.label(), label.support(), label.metrics(), label.interval())
                .with(Html.number(FIGURE, label.averagePrecision()));
    }

    private DomContent line(Average average) {
        String name = average.name() + " average";
        return line(name, average.support(), average.metrics(), average.interval()).with(td(""));
    }

    private static TrTag line(
            String name, long support, PrecisionRecallF1 figures, Interval interval) {
        boolean isFinite = Double.isFinite(interval.low() + interval.high());
        String range = FIGURE.show(interval.low()) + "-" + FIGURE.show(interval.high());
        return tr(
                Html.row(name),
                Html.number(COUNT, support),
                Html.number(FIGURE, figures.f1()),
                isFinite
                        ? Html.number(range, interval.low())
                        : Html.number(FigureFormat.MISSING, Double.NaN),
                Html.number(FIGURE, figures.precision()),
                Html.number(FIGURE, figures.recall()));
    }
}
