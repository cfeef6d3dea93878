package org.tagzoo.app.report;

import java.util.List;
import org.tagzoo.app.report.RowDetails.Average;
import org.tagzoo.app.report.RowDetails.LabelFigures;
import org.tagzoo.zoo.metric.Interval;

/** Each label's figures on test, in the corpus's order, then their averages. */
final class LabelTable {

    private static final List<String> HEADINGS =
            List.of(
                    "label",
                    "support",
                    "F1",
                    "95% interval",
                    "precision",
                    "recall",
                    "average precision");

    private LabelTable() {}

    static void write(Markup page, List<LabelFigures> labels, List<Average> averages) {
        page.open(
                "div",
                "class",
                "scroll",
                "role",
                "region",
                "aria-label",
                "Figures by label",
                "tabindex",
                "0");
        page.open("table", "class", "sortable").open("thead").open("tr");
        for (String heading : HEADINGS) {
            page.leaf(
                    "th",
                    heading,
                    "scope",
                    "col",
                    "class",
                    heading.equals("label") ? null : "number");
        }
        page.close().close().open("tbody");
        for (LabelFigures label : labels) {
            page.open("tr").leaf("th", label.label(), "scope", "row");
            cell(page, FigureFormat.COUNT, label.support());
            cell(page, FigureFormat.FIGURE, label.f1());
            interval(page, label.interval());
            cell(page, FigureFormat.FIGURE, label.precision());
            cell(page, FigureFormat.FIGURE, label.recall());
            cell(page, FigureFormat.FIGURE, label.averagePrecision());
            page.close();
        }
        page.close();
        averages(page, averages);
        page.close().close();
    }

    private static void averages(Markup page, List<Average> averages) {
        if (averages.isEmpty()) {
            return;
        }
        page.open("tbody", "class", "baselines");
        for (Average average : averages) {
            page.open("tr").leaf("th", average.name() + " average", "scope", "row");
            cell(page, FigureFormat.COUNT, average.support());
            cell(page, FigureFormat.FIGURE, average.figures().f1());
            interval(page, average.interval());
            cell(page, FigureFormat.FIGURE, average.figures().precision());
            cell(page, FigureFormat.FIGURE, average.figures().recall());
            page.leaf("td", "");
            page.close();
        }
        page.close();
    }

    private static void interval(Markup page, Interval interval) {
        boolean isFinite = Double.isFinite(interval.low()) && Double.isFinite(interval.high());
        page.leaf(
                "td",
                isFinite
                        ? FigureFormat.FIGURE.show(interval.low())
                                + "-"
                                + FigureFormat.FIGURE.show(interval.high())
                        : FigureFormat.MISSING,
                "class",
                "number",
                "data-value",
                isFinite ? String.valueOf(interval.low()) : null);
    }

    private static void cell(Markup page, FigureFormat format, Number value) {
        boolean isFinite = Double.isFinite(value.doubleValue());
        page.leaf(
                "td",
                format.show(value),
                "class",
                "number",
                "data-value",
                isFinite ? value.toString() : null);
    }
}
