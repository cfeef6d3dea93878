package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.Task;

/**
 * Which columns a table has: in the middle the metrics of the tasks that its rows predict, the
 * first one with its interval and spread, around them what every row has.
 */
final class TableColumns {

    private TableColumns() {}

    /**
     * Returns the metrics' columns, each once, task by task.
     *
     * @param afterFirst what follows a task's first metric
     */
    private static List<TableColumn> metrics(
            Table table, Function<Task, List<TableColumn>> afterFirst) {
        List<TableColumn> columns = new ArrayList<>();
        for (Task task : table.tasks()) {
            for (Metric metric : task.metrics()) {
                if (columns.stream().noneMatch(c -> c.key.equals(metric.key()))) {
                    columns.add(TableColumn.of(metric));
                }
                if (metric.equals(task.firstMetric())) {
                    columns.addAll(afterFirst.apply(task));
                }
            }
        }
        return columns;
    }

    private static List<TableColumn> join(
            List<TableColumn> first, List<TableColumn> second, List<TableColumn> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    /** What files hold: everything, and nothing twice. */
    static List<TableColumn> inFiles(Table table) {
        return join(
                List.of(
                        TableColumn.NAME,
                        TableColumn.MODEL,
                        TableColumn.WEIGHTS,
                        TableColumn.AUGMENTED,
                        TableColumn.STATUS,
                        TableColumn.REASON),
                metrics(table, task -> List.of(low(task), high(task))),
                List.of(
                        TableColumn.TRAINING_SECONDS,
                        TableColumn.EMBEDDING_SECONDS,
                        TableColumn.PARAMETERS));
    }

    /** What fits a line of a terminal. */
    static List<TableColumn> inTerminal(Table table) {
        return join(
                List.of(TableColumn.NAME),
                metrics(table, task -> List.of(interval(task))),
                List.of(TableColumn.TRAINING_SECONDS, TableColumn.EMBEDDING_SECONDS));
    }

    /** What a page's table shows; the report says the rest below the name. */
    static List<TableColumn> onPage(Table table) {
        return join(
                List.of(TableColumn.NAME),
                metrics(
                        table,
                        task ->
                                SeedColumns.areIn(table)
                                        ? List.of(interval(task), spread(task))
                                        : List.of(interval(task))),
                List.of(
                        TableColumn.TRAINING_SECONDS,
                        TableColumn.EMBEDDING_SECONDS,
                        TableColumn.PARAMETERS));
    }

    /** What Markdown shows. */
    static List<TableColumn> inMarkdown(Table table) {
        return join(onPage(table), List.of(TableColumn.WEIGHTS), List.of(TableColumn.AUGMENTED));
    }

    static TableColumn low(Task task) {
        Metric first = task.firstMetric();
        return new TableColumn(
                RowJson.low(task),
                first.heading() + " low",
                FigureFormat.FIGURE,
                row -> row.task().equals(task) ? row.result().low() : null,
                "lower end of the interval");
    }

    private static TableColumn high(Task task) {
        Metric first = task.firstMetric();
        return new TableColumn(
                RowJson.high(task),
                first.heading() + " high",
                FigureFormat.FIGURE,
                row -> row.task().equals(task) ? row.result().high() : null,
                "upper end of the interval");
    }

    static TableColumn interval(Task task) {
        String first = task.firstMetric().heading();
        return new TableColumn(
                task.firstMetric().key() + "Interval",
                "95%|interval",
                FigureFormat.RANGE,
                row -> row.task().equals(task) ? interval(row) : null,
                "95%% bootstrap interval of %1$s: what %1$s could have been, had other images of the same kind been drawn for the test part. Where two networks' intervals overlap widely, their order may be chance."
                        .formatted(first));
    }

    private static TableColumn spread(Task task) {
        Metric first = task.firstMetric();
        return new TableColumn(
                first.key() + "Spread",
                first.heading() + "|over seeds",
                FigureFormat.RANGE,
                row -> row.task().equals(task) ? SeedColumns.show(row) : null,
                first.name()
                        + " over several training seeds: mean, standard deviation, and how many"
                        + " seeds; the row's other figures are of the first seed");
    }

    private static String interval(Row row) {
        Row.Result result = row.result();
        return isFinite(result.low()) && isFinite(result.high())
                ? FigureFormat.FIGURE.show(result.low())
                        + "-"
                        + FigureFormat.FIGURE.show(result.high())
                : null;
    }

    private static boolean isFinite(Double value) {
        return value != null && Double.isFinite(value);
    }
}
