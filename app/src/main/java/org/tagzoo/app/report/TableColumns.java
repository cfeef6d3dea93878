package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.task.Task;

/**
 * Which columns a table has: in the middle the metrics of the tasks that its rows predict, the
 * first one with its interval and spread, around them what every row has.
 */
final class TableColumns {

    private static final List<TableColumn> TIMES =
            List.of(TableColumn.TRAINING_SECONDS, TableColumn.EMBEDDING_SECONDS);

    private static final List<TableColumn> SPEEDS =
            List.of(
                    TableColumn.EMBEDDED,
                    TableColumn.PREDICTED,
                    TableColumn.ONE_BY_ONE,
                    TableColumn.FRONTIER);

    /** What a terminal has no place for beside speeds. */
    static final Set<Metric> OF_TRAINING =
            Set.of(
                    Metric.F1_PER_LABEL_THRESHOLDS,
                    Metric.RATIO_OF_F1,
                    Metric.RATIO_OF_TOP_1,
                    Metric.THRESHOLD);

    private TableColumns() {}

    /** What files hold: everything, and nothing twice; what few rows have stands last. */
    static List<TableColumn> inFiles(Table table) {
        List<TableColumn> columns = new ArrayList<>();
        columns.addAll(List.of(TableColumn.NAME, TableColumn.MODEL, TableColumn.WEIGHTS));
        columns.addAll(List.of(TableColumn.AUGMENTED, TableColumn.STATUS, TableColumn.REASON));
        columns.addAll(metrics(table, task -> List.of(low(task), high(task))));
        columns.addAll(TIMES);
        columns.add(TableColumn.PARAMETERS);
        columns.addAll(columns.stream().flatMap(c -> c.published().stream()).toList());
        for (Task task : table.tasks()) {
            columns.add(ofSeeds("Mean", task, Spread::mean));
            columns.add(ofSeeds("StandardDeviation", task, Spread::standardDeviation));
            columns.add(ofSeeds("Min", task, Spread::min));
            columns.add(ofSeeds("Max", task, Spread::max));
        }
        columns.add(file("seeds", row -> row.spread() == null ? null : row.spread().n()));
        columns.add(file("ensemble", r -> r.ensemble() == null ? null : r.ensemble().describe()));
        if (table.hasSeeds()) {
            table.tasks().forEach(task -> columns.add(ofSeeds("MeanMargin", task, Spread::margin)));
        }
        columns.addAll(speeds(table));
        if (table.folds() > 0) {
            columns.add(file("folds", row -> row.folds() == null ? null : row.folds().count()));
            for (TableColumn column : metrics(table, task -> List.of())) {
                columns.add(deviation(column.metric().orElseThrow()));
            }
        }
        columns.addAll(DomainText.columns(table));
        return columns;
    }

    private static TableColumn deviation(Metric metric) {
        return file(
                metric.key() + "FoldDeviation",
                row ->
                        row.folds() == null || row.metric(metric) == null
                                ? null
                                : row.folds().spread(metric).standardDeviation());
    }

    /** What fits a line of a terminal. */
    static List<TableColumn> inTerminal(Table table) {
        List<TableColumn> metrics = metrics(table, task -> List.of(interval(task)));
        if (table.hasSpeeds()) {
            List<TableColumn> some =
                    metrics.stream()
                            .filter(c -> c.metric().filter(OF_TRAINING::contains).isEmpty())
                            .toList();
            return join(List.of(TableColumn.NAME), some, SPEEDS);
        }
        return join(List.of(TableColumn.NAME), metrics, TIMES);
    }

    /** What a page's table shows; the report says the rest below the name. */
    static List<TableColumn> onPage(Table table) {
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.NAME));
        columns.addAll(
                metrics(
                        table,
                        task -> {
                            List<TableColumn> after = new ArrayList<>(List.of(interval(task)));
                            if (table.hasSeeds()) {
                                after.add(spread(task));
                            }
                            if (table.folds() > 0) {
                                after.add(folds(task));
                            }
                            return after;
                        }));
        columns.addAll(TIMES);
        columns.add(TableColumn.PARAMETERS);
        columns.addAll(speeds(table));
        return columns;
    }

    private static List<TableColumn> speeds(Table table) {
        return table.hasSpeeds() ? SPEEDS : List.of();
    }

    /** What a guide explains: what a page shows, and what it says below names. */
    static List<TableColumn> inGuide(Table table) {
        return join(onPage(table), List.of(TableColumn.WEIGHTS), List.of(TableColumn.AUGMENTED));
    }

    /**
     * What Markdown shows: the same, each with what others printed after it, if any row has that.
     */
    static List<TableColumn> inMarkdown(Table table) {
        return inGuide(table).stream()
                .flatMap(
                        column ->
                                table.hasPublished()
                                        ? Stream.concat(
                                                Stream.of(column), column.published().stream())
                                        : Stream.of(column))
                .toList();
    }

    private static List<TableColumn> join(
            List<TableColumn> first, List<TableColumn> second, List<TableColumn> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    /**
     * Returns the metrics' columns, each once, task by task.
     *
     * @param afterFirst what follows a task's first metric
     */
    private static List<TableColumn> metrics(
            Table table, Function<Task, List<TableColumn>> afterFirst) {
        List<TableColumn> columns = new ArrayList<>();
        Set<Task> ranked = new HashSet<>();
        for (Task task : table.wholeTasks()) {
            for (Metric metric : task.metrics()) {
                if (columns.stream().noneMatch(c -> c.key().equals(metric.key()))) {
                    columns.add(TableColumn.of(metric));
                }
                if (metric.equals(task.firstMetric()) && ranked.add(task.ofLabels())) {
                    columns.addAll(afterFirst.apply(task.ofLabels()));
                }
            }
        }
        return columns;
    }

    /** A column that stands in files alone. */
    static TableColumn file(String key, Function<Row, Object> of) {
        return new TableColumn(key, key, FigureFormat.TEXT, of, key);
    }

    private static TableColumn end(String key, Task task, Function<Row, Object> of) {
        return file(key, row -> row.predicts(task) ? of.apply(row) : null);
    }

    private static TableColumn low(Task task) {
        return end(RowJson.low(task), task, row -> row.result().low());
    }

    private static TableColumn high(Task task) {
        return end(RowJson.high(task), task, row -> row.result().high());
    }

    private static TableColumn ofSeeds(String name, Task task, Function<Spread, Object> of) {
        return end(
                task.firstMetric().key() + name,
                task,
                row -> row.spread() == null ? null : of.apply(row.spread()));
    }

    static TableColumn interval(Task task) {
        return new TableColumn(
                task.firstMetric().key() + "Interval",
                "95%|interval",
                FigureFormat.RANGE,
                row ->
                        row.predicts(task)
                                ? FigureFormat.range(row.result().low(), row.result().high())
                                : null,
                Words.of("column.interval", task.firstMetric().heading()));
    }

    private static TableColumn spread(Task task) {
        Metric first = task.firstMetric();
        return new TableColumn(
                first.key() + "Spread",
                first.heading() + "|over seeds",
                FigureFormat.RANGE,
                row -> row.predicts(task) ? show(row.spread()) : null,
                Words.of("column.spread", first.name()));
    }

    private static TableColumn folds(Task task) {
        Metric first = task.firstMetric();
        return new TableColumn(
                first.key() + "Folds",
                first.heading() + "|over folds",
                FigureFormat.RANGE,
                row ->
                        row.predicts(task) && row.folds() != null
                                ? show(row.folds().spread(first))
                                : null,
                Words.of("column.folds", first.name()));
    }

    private static String show(Spread spread) {
        return spread == null
                ? null
                : String.format(
                        Locale.ROOT,
                        "%.3f ± %.3f (%d)",
                        spread.mean(),
                        spread.standardDeviation(),
                        spread.n());
    }
}
