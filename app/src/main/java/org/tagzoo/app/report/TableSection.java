package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.Task;

/** The report's comparison table, and the first metric with its intervals as a chart. */
final class TableSection {

    private final Markup page;
    private final Table table;
    private final Optional<String> verdict;
    private final List<TableColumn> columns;

    /**
     * @param verdict what the table says, for who can't see the image
     */
    TableSection(Markup page, Table table, Optional<String> verdict) {
        this.page = page;
        this.table = table;
        this.verdict = verdict;
        this.columns = TableColumns.onPage(table);
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
        charts(table).forEach(this::chart);
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
                row.ensemble() == null && row.network().weights() != null
                        ? row.network().weights()
                        : row.origin();
        return row.network().augmented() ? origin + ", augmented" : origin;
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

    /** Returns the address of a task's chart on the page. */
    static String chartId(Task task) {
        return task.firstMetric().key();
    }

    /** Returns the heading of a task's chart. */
    static String chartTitle(Task task) {
        return task.firstMetric().title() + " with intervals";
    }

    /** Returns the tasks of which there is anything to draw. */
    static List<Task> charts(Table table) {
        return table.tasks().stream()
                .filter(
                        task ->
                                table.rows().stream()
                                        .anyMatch(
                                                r -> r.task().equals(task) && Verdict.hasFirst(r)))
                .toList();
    }

    private void chart(Task task) {
        Metric first = task.firstMetric();
        TableColumn column = TableColumn.of(first);
        List<IntervalChart.Entry> entries = new ArrayList<>();
        for (Row row : table.rows()) {
            if (row.task().equals(task) && Verdict.hasFirst(row)) {
                entries.add(
                        new IntervalChart.Entry(
                                row.name(),
                                row.first(),
                                row.result().low(),
                                row.result().high(),
                                (Double) column.publishedValue(row),
                                false));
            }
        }
        for (Table.Baseline baseline : table.baselines()) {
            if (column.value(baseline) instanceof Double value && Double.isFinite(value)) {
                entries.add(
                        new IntervalChart.Entry(baseline.name(), value, null, null, null, true));
            }
        }
        page.open("section", "id", chartId(task));
        page.leaf("h2", chartTitle(task));
        page.leaf(
                "p",
                "A dot is "
                        + first.name()
                        + " on test, its bar the 95% bootstrap interval; gray dots are"
                        + " baselines."
                        + (TableNotes.hasPublished(table)
                                ? " A hollow diamond is what others published, on their own data."
                                : ""),
                "class",
                "note");
        page.open("figure", "class", "wide");
        new IntervalChart(
                        first.heading() + " on test, with 95% intervals",
                        verdict.orElse(""),
                        entries)
                .writeTo(page);
        page.close().close();
    }
}
