package org.tagzoo.app.report;

import static j2html.TagCreator.attrs;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.tr;
import static org.tagzoo.app.report.FigureFormat.COUNT;
import static org.tagzoo.app.report.FigureFormat.FIGURE;

import j2html.tags.DomContent;
import java.util.List;
import org.tagzoo.app.report.LineChart.Point;
import org.tagzoo.app.report.LineChart.Series;
import org.tagzoo.zoo.metric.CalibrationMetrics;
import org.tagzoo.zoo.metric.Reliability;
import org.tagzoo.zoo.metric.Spread;

/** Draws how far a row's scores are from probabilities: reliability curves, and a line a label. */
final class CalibrationSection {

    private static final List<String> HEADINGS =
            List.of("positives", "log loss", "its change", "Brier", "error");

    private CalibrationSection() {}

    /**
     * @param id of the row's section
     * @param name of the row
     */
    static DomContent of(String id, String name, RowCalibration calibration) {
        Reliability before = calibration.before();
        Reliability after = calibration.after();
        String words =
                "How often labels are true, by their scores, on test. Expected calibration error %s as they are, %s calibrated on validation (%s)."
                        .formatted(
                                FIGURE.show(before.error()),
                                FIGURE.show(after.error()),
                                calibration.method());
        List<Series> lines =
                List.of(
                        series("as it is", before),
                        series("calibrated", after),
                        new Series("ideal", List.of(new Point(0, 0), new Point(1, 1))));
        LineChart.Axis scores = new LineChart.Axis("mean score", 1, null, null);
        String title = name + ": reliability";
        return details(
                summary("Are the scores probabilities?"),
                Html.note(words + " " + Words.of("calibration")),
                div(
                        attrs(".labels"),
                        figure(
                                figcaption("Share of true labels by mean score"),
                                new LineChart(id + "-reliability", title, words, scores, lines)
                                        .draw()),
                        Html.table(
                                "Calibration by label",
                                "sortable",
                                each(
                                        Html.column("label", false),
                                        each(HEADINGS, heading -> Html.column(heading, true)),
                                        Html.column("method", false)),
                                tbody(each(calibration.labels(), CalibrationSection::line)))));
    }

    private static Series series(String name, Reliability reliability) {
        return new Series(
                name,
                reliability.bins().stream()
                        .map(bin -> new Point(bin.meanScore(), bin.share()))
                        .toList());
    }

    private static DomContent line(RowCalibration.Label label) {
        CalibrationMetrics before = label.before();
        CalibrationMetrics after = label.after();
        Spread rise = label.rise();
        String shown = FIGURE.show(rise.mean()) + " ± " + FIGURE.show(rise.margin());
        return tr(
                Html.row(label.name()),
                Html.number(COUNT, before.positives()),
                both(before.logLoss(), after.logLoss()),
                Html.number(shown, rise.mean()),
                both(before.brier(), after.brier()),
                both(before.reliability().error(), after.reliability().error()),
                td(label.method()));
    }

    private static DomContent both(double before, double after) {
        return Html.number(FIGURE.show(before) + " → " + FIGURE.show(after), after);
    }
}
