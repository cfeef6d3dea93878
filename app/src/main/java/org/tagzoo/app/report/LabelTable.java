package org.tagzoo.app.report;

import java.util.List;
import org.tagzoo.app.report.RowDetails.LabelFigures;

/** Each label's figures on test, in the corpus's order. */
final class LabelTable {

    private static final List<String> HEADINGS =
            List.of(
                    "label",
                    "support",
                    "F1",
                    "precision",
                    "recall",
                    "average precision",
                    "threshold");

    private LabelTable() {}

    static void write(Markup page, List<LabelFigures> labels) {
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
            cell(page, FigureFormat.FIGURE, label.precision());
            cell(page, FigureFormat.FIGURE, label.recall());
            cell(page, FigureFormat.FIGURE, label.averagePrecision());
            cell(page, FigureFormat.FIGURE, label.threshold());
            page.close();
        }
        page.close().close().close();
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
