package org.tagzoo.app.report;

import static j2html.TagCreator.details;
import static j2html.TagCreator.each;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.tr;
import static org.tagzoo.app.report.FigureFormat.COUNT;
import static org.tagzoo.app.report.FigureFormat.FIGURE;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.threshold.LabelThreshold;
import org.tagzoo.zoo.threshold.Thresholds;

/** Draws the thresholds of a row's labels, a line a label. */
final class ThresholdSection {

    private ThresholdSection() {}

    static DomContent of(RowThresholds thresholds) {
        boolean isPromise = thresholds.choice().isPromise();
        Counts together = thresholds.together();
        String words =
                Words.of(
                        "thresholds",
                        thresholds.choice().inWords(),
                        FIGURE.show(together.f1()),
                        FIGURE.show(together.precision()),
                        FIGURE.show(together.recall()));
        List<String> headings =
                new ArrayList<>(List.of("threshold", "95% interval", "in validation"));
        if (isPromise) {
            headings.add("kept in");
        }
        headings.addAll(List.of("precision", "recall", "F1"));
        return details(
                summary("A threshold for each label"),
                Html.note(isPromise ? words + " " + Words.of("thresholds.promise") : words),
                Html.table(
                        "Thresholds by label",
                        "sortable",
                        each(
                                Html.column("label", false),
                                each(headings, heading -> Html.column(heading, true)),
                                Html.column("remark", false)),
                        tbody(each(thresholds.labels(), ThresholdSection::line))));
    }

    private static DomContent line(RowThresholds.Label label) {
        LabelThreshold threshold = label.threshold();
        Counts test = label.test();
        boolean isNever = threshold.value() == Thresholds.NEVER;
        double low = threshold.interval().low();
        return tr(
                Html.row(label.name()),
                Html.number(isNever ? "never" : FIGURE.show(threshold.value()), threshold.value()),
                Html.number(FigureFormat.range(low, threshold.interval().high()), low),
                Html.number(COUNT, threshold.positives()),
                iff(
                        threshold.kept().isPresent(),
                        Html.number(FIGURE, threshold.kept().orElse(Double.NaN))),
                Html.number(FIGURE, test.precision()),
                Html.number(FIGURE, test.recall()),
                Html.number(FIGURE, test.f1()),
                td(threshold.remark()));
    }
}
