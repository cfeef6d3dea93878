package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report's comparison table, and F1 with its intervals as a picture. */
final class TableSection {

    private final Markup page;
    private final Table table;
    private final Optional<String> verdict;
    private final List<TableColumn> columns;

    /**
     * @param verdict what the table says, for who can't see the picture
     */
    TableSection(Markup page, Table table, Optional<String> verdict) {
        this.page = page;
        this.table = table;
        this.verdict = verdict;
        this.columns = TableColumn.onPage(table);
    }

    void write() {
        page.open("section", "id", "table");
        page.leaf("h2", "Table");
        page.open(
                "div",
                "class",
                "scroll",
                "role",
                "region",
                "aria-label",
                "Comparison table",
                "tabindex",
                "0");
        page.open("table", "class", "sortable comparison");
        page.open("thead").open("tr");
        for (TableColumn column : columns) {
            page.leaf(
                    "th",
                    column.heading(),
                    "scope",
                    "col",
                    "class",
                    column.format.isNumber() ? "number" : null,
                    "title",
                    column.meaning);
        }
        page.close().close();
        page.open("tbody");
        table.rows().forEach(this::line);
        page.close();
        if (!table.baselines().isEmpty()) {
            page.open("tbody", "class", "baselines");
            table.baselines().forEach(this::line);
            page.close();
        }
        page.close().close();
        for (String sentence : TableNotes.reading(table)) {
            page.leaf("p", sentence, "class", "note");
        }
        without();
        page.close();
        chart();
    }

    private void line(Row row) {
        page.open("tr", "class", row.status() == Row.Status.OK ? null : "without");
        for (TableColumn column : columns) {
            Number value = column.sortValue(row);
            if (column == TableColumn.NAME) {
                page.open("th", "scope", "row").text(row.name());
                if (row.status() != Row.Status.OK) {
                    page.leaf("span", TableColumn.STATUS.show(row), "class", "badge");
                }
                page.leaf("span", origin(row), "class", "origin").close();
                continue;
            }
            page.open(
                    "td",
                    "class",
                    column.format.isNumber() ? "number" : null,
                    "data-value",
                    value == null ? null : value.toString());
            page.text(column.show(row));
            if (column.publishedValue(row) != null) {
                page.open("span", "class", "published");
                page.leaf("span", "published ", "class", "spoken");
                page.text(column.showPublished(row)).close();
            }
            page.close();
        }
        page.close();
    }

    private static String origin(Row row) {
        String origin =
                row.ensemble() == null && row.weights() != null ? row.weights() : row.origin();
        return row.augmented() ? origin + ", augmented" : origin;
    }

    private void line(Table.Baseline baseline) {
        page.open("tr");
        for (TableColumn column : columns) {
            if (column == TableColumn.NAME) {
                page.open("th", "scope", "row").text(baseline.name());
                page.leaf("span", "baseline", "class", "badge").close();
            } else {
                page.leaf(
                        "td",
                        column.show(baseline),
                        "class",
                        column.format.isNumber() ? "number" : null);
            }
        }
        page.close();
    }

    private void without() {
        List<Row> rows = TableNotes.withoutFigures(table);
        if (rows.isEmpty()) {
            return;
        }
        page.leaf("h3", "Rows without figures");
        page.open("ul", "class", "reasons");
        for (Row row : rows) {
            page.open("li").leaf("strong", row.name());
            page.leaf("span", TableColumn.STATUS.show(row), "class", "badge");
            page.leaf("p", TableColumn.REASON.show(row)).close();
        }
        page.close();
    }

    /** Whether there is anything to draw. */
    static boolean hasChart(Table table) {
        return table.rows().stream().anyMatch(r -> TableColumn.F1.value(r) != null);
    }

    private void chart() {
        if (!hasChart(table)) {
            return;
        }
        List<IntervalChart.Entry> entries = new ArrayList<>();
        for (Row row : table.rows()) {
            if (TableColumn.F1.value(row) != null) {
                entries.add(
                        new IntervalChart.Entry(
                                row.name(),
                                row.f1(),
                                (Double) TableColumn.F1_LOW.value(row),
                                (Double) TableColumn.F1_HIGH.value(row),
                                (Double) TableColumn.F1.publishedValue(row),
                                false));
            }
        }
        for (Table.Baseline baseline : table.baselines()) {
            if (Double.isFinite(baseline.f1())) {
                entries.add(
                        new IntervalChart.Entry(
                                baseline.name(), baseline.f1(), null, null, null, true));
            }
        }
        page.open("section", "id", "f1");
        page.leaf("h2", "F1 with intervals");
        page.leaf(
                "p",
                "A dot is micro F1 on test, its bar the 95% bootstrap interval; gray dots are"
                        + " baselines."
                        + (TableNotes.hasPublished(table)
                                ? " A hollow diamond is what others published, on their own data."
                                : ""),
                "class",
                "note");
        page.open("figure", "class", "wide");
        new IntervalChart("F1 on test, with 95% intervals", verdict.orElse(""), entries)
                .writeTo(page);
        page.close().close();
    }
}
