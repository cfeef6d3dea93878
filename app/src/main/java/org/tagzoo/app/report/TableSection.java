package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import j2html.tags.specialized.TbodyTag;
import j2html.tags.specialized.TdTag;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.Task;

/** The report's comparison table, and each task's first metric with its intervals as a chart. */
final class TableSection {

    private final Table table;
    private final List<TableColumn> columns;

    private TableSection(Table table) {
        this.table = table;
        this.columns = TableColumns.onPage(table);
    }

    static DomContent of(Table table) {
        return new TableSection(table).draw();
    }

    private DomContent draw() {
        DomContent headings =
                each(
                        columns,
                        column ->
                                Html.column(column.title(), column.format().isNumber())
                                        .withTitle(column.meaning()));
        TbodyTag baselines =
                table.baselines().isEmpty()
                        ? null
                        : tbody(attrs(".baselines"), each(table.baselines(), this::line));
        return section(
                attrs("#table"),
                h2("Table"),
                Html.table(
                        "Comparison table",
                        "sortable comparison",
                        headings,
                        tbody(each(table.shown(), this::line)),
                        baselines),
                each(TableNotes.reading(table), Html::note),
                iff(!table.without().isEmpty(), without(table)));
    }

    private DomContent line(Row row) {
        boolean isOk = row.status() == Row.Status.OK;
        return tr(each(columns, column -> cell(column, row))).withCondClass(!isOk, "without");
    }

    private static DomContent cell(TableColumn column, Row row) {
        if (column.equals(TableColumn.NAME)) {
            return Html.row(row.name())
                    .with(
                            iff(row.status() != Row.Status.OK, badge(TableColumn.STATUS.show(row))),
                            span(attrs(".origin"), origin(row)));
        }
        Number value = column.sortValue(row);
        TdTag cell = cell(column, column.show(row));
        if (value != null) {
            cell.withData("value", value.toString());
        }
        if (column.publishedValue(row) != null) {
            cell.with(
                    span(
                            attrs(".published"),
                            span(attrs(".spoken"), "published "),
                            text(column.showPublished(row))));
        }
        return cell;
    }

    private static TdTag cell(TableColumn column, String text) {
        return td(text).withCondClass(column.format().isNumber(), "number");
    }

    private static DomContent badge(String text) {
        return span(attrs(".badge"), text);
    }

    private static String origin(Row row) {
        String origin =
                row.ensemble() == null && row.network().weights() != null
                        ? row.network().weights()
                        : row.origin();
        return row.network().augmented() ? origin + ", augmented" : origin;
    }

    private DomContent line(Baseline baseline) {
        return tr(
                each(
                        columns,
                        column ->
                                column.equals(TableColumn.NAME)
                                        ? Html.row(baseline.name()).with(badge("baseline"))
                                        : cell(column, column.show(baseline))));
    }

    private static DomContent without(Table table) {
        return each(
                h3("Rows without metrics"),
                ul(
                        attrs(".reasons"),
                        each(
                                TableNotes.without(table),
                                rows ->
                                        li(
                                                strong(TableNotes.names(rows)),
                                                badge(TableColumn.STATUS.show(rows.get(0))),
                                                p(TableColumn.REASON.show(rows.get(0)))))));
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
        return table.tasks().stream().filter(task -> !drawn(table, task).isEmpty()).toList();
    }

    private static List<Row> drawn(Table table, Task task) {
        return table.rows().stream()
                .filter(row -> row.predicts(task) && Verdict.hasFirst(row))
                .toList();
    }

    /**
     * A task's chart.
     *
     * @param verdict what the table says, for who can't see the chart
     */
    static DomContent chart(Table table, Task task, String verdict) {
        Metric first = task.firstMetric();
        TableColumn column = TableColumn.of(first);
        List<IntervalChart.Entry> entries = new ArrayList<>();
        for (Row row : drawn(table, task)) {
            Row.Result result = row.result();
            Double published = (Double) column.publishedValue(row);
            entries.add(
                    new IntervalChart.Entry(
                            row.name(),
                            row.first(),
                            result.low(),
                            result.high(),
                            published,
                            false));
        }
        for (Baseline baseline : table.baselines()) {
            if (column.value(baseline) instanceof Double value && Double.isFinite(value)) {
                entries.add(
                        new IntervalChart.Entry(baseline.name(), value, null, null, null, true));
            }
        }
        String reading = Words.of("intervals", first.name());
        String diamond = Words.of("intervals.published");
        return section(
                        h2(chartTitle(task)),
                        Html.note(reading + (table.hasPublished() ? diamond : "")),
                        figure(
                                attrs(".wide"),
                                new IntervalChart(
                                                chartId(task) + "-chart",
                                                first.heading() + " on test, with 95% intervals",
                                                verdict,
                                                entries)
                                        .draw()),
                        RowBars.of(task, drawn(table, task)))
                .withId(chartId(task));
    }
}
