package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tagzoo.app.report.Row.Published;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.Task;

/**
 * A column of the table, defined once for the terminal, Markdown, CSV and the report: its name in
 * files, its heading, where its figure comes from, and what it means. Those in the middle are the
 * metrics of the tasks in the table, those around them are here.
 */
final class TableColumn {

    static final TableColumn NAME =
            new TableColumn(
                    "name",
                    "network",
                    FigureFormat.TEXT,
                    Row::name,
                    "the row's name, and its folder under rows/");

    static final TableColumn STATUS =
            new TableColumn(
                    "status",
                    "status",
                    FigureFormat.TEXT,
                    row -> row.status().label(),
                    "whether there are figures");

    static final TableColumn REASON =
            new TableColumn(
                    "reason", "reason", FigureFormat.TEXT, Row::reason, "why there are none");

    static final TableColumn PARAMETERS =
            new TableColumn(
                    "parameters",
                    "parameters",
                    FigureFormat.COUNT,
                    row -> row.network().parameters(),
                    "how many numbers the whole network holds, trained or not");

    private static final TableColumn MODEL =
            new TableColumn(
                    "model",
                    "model",
                    FigureFormat.TEXT,
                    row -> row.network().model(),
                    "the network");

    private static final TableColumn WEIGHTS =
            new TableColumn(
                    "weights",
                    "weights",
                    FigureFormat.TEXT,
                    row -> row.network().weights(),
                    "where the first weights come from");

    private static final TableColumn AUGMENTED =
            new TableColumn(
                    "augmented",
                    "augmented",
                    FigureFormat.YES_NO,
                    row -> row.network().augmented(),
                    "whether training images were altered at random");

    private static final TableColumn TRAINING_SECONDS =
            new TableColumn(
                    "trainingSeconds",
                    "training|time",
                    FigureFormat.TIME,
                    row -> row.times().training(),
                    "the time of training; embedding is not in it");

    private static final TableColumn EMBEDDING_SECONDS =
            new TableColumn(
                    "embeddingSeconds",
                    "embedding|time",
                    FigureFormat.TIME,
                    row -> row.times().embedding(),
                    "the time to run every image through the frozen body once; where a cache held"
                            + " the result already, what it took when the cache got it");

    final String key;
    final FigureFormat format;
    final String meaning;
    private final String heading;
    private final Function<Row, Object> own;
    private final Optional<Metric> metric;

    private TableColumn(
            String key,
            String heading,
            FigureFormat format,
            Function<Row, Object> own,
            String meaning) {
        this(key, heading, format, own, meaning, Optional.empty());
    }

    private TableColumn(
            String key,
            String heading,
            FigureFormat format,
            Function<Row, Object> own,
            String meaning,
            Optional<Metric> metric) {
        this.key = key;
        this.heading = heading;
        this.format = format;
        this.own = own;
        this.meaning = meaning;
        this.metric = metric;
    }

    /** Returns the column of a metric. */
    static TableColumn of(Metric metric) {
        return new TableColumn(
                metric.key(),
                metric.heading(),
                FigureFormat.FIGURE,
                row -> row.metric(metric),
                metric.meaning(),
                Optional.of(metric));
    }

    private static TableColumn low(Task task) {
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

    private static TableColumn interval(Task task) {
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
                    columns.add(of(metric));
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
                List.of(NAME, MODEL, WEIGHTS, AUGMENTED, STATUS, REASON),
                metrics(table, task -> List.of(low(task), high(task))),
                List.of(TRAINING_SECONDS, EMBEDDING_SECONDS, PARAMETERS));
    }

    /** What fits a line of a terminal. */
    static List<TableColumn> inTerminal(Table table) {
        return join(
                List.of(NAME),
                metrics(table, task -> List.of(interval(task))),
                List.of(TRAINING_SECONDS, EMBEDDING_SECONDS));
    }

    /** What a page's table shows; the report says the rest below the name. */
    static List<TableColumn> onPage(Table table) {
        return join(
                List.of(NAME),
                metrics(
                        table,
                        task ->
                                SeedColumns.areIn(table)
                                        ? List.of(interval(task), spread(task))
                                        : List.of(interval(task))),
                List.of(TRAINING_SECONDS, EMBEDDING_SECONDS, PARAMETERS));
    }

    /** What Markdown shows. */
    static List<TableColumn> inMarkdown(Table table) {
        return join(onPage(table), List.of(WEIGHTS), List.of(AUGMENTED));
    }

    /** The heading on one line. */
    String heading() {
        return heading.replace("-|", "").replace('|', ' ');
    }

    /** The heading on two lines; the first is empty where one is enough. */
    List<String> headingLines() {
        if (metric.equals(Optional.of(Metric.F1_PER_LABEL_THRESHOLDS))) {
            return List.of("F1 per", "label");
        }
        int cut = heading.indexOf('|');
        return cut < 0
                ? List.of("", heading)
                : List.of(heading.substring(0, cut), heading.substring(cut + 1));
    }

    /** Whether it is the metric that rows of a task are compared by. */
    boolean isFirstOf(Task task) {
        return metric.equals(Optional.of(task.firstMetric()));
    }

    /** Whether it is the interval of that metric. */
    boolean isIntervalOf(Task task) {
        return key.equals(interval(task).key);
    }

    /** The published figure's name in files: others print times as text. */
    String publishedKey() {
        return this == TRAINING_SECONDS ? "trainingTime" : key;
    }

    /** Where others' figure for this column is; empty if there is no place for one. */
    private Optional<Function<Published, Object>> published() {
        if (this == TRAINING_SECONDS) {
            return Optional.of(Published::trainingTime);
        }
        return switch (key) {
            case "f1" -> Optional.of(Published::f1);
            case "precision" -> Optional.of(Published::precision);
            case "recall" -> Optional.of(Published::recall);
            case "ratioOfF1" -> Optional.of(Published::ratioOfF1);
            default -> Optional.empty();
        };
    }

    /** Whether others may have printed a figure for this column. */
    boolean hasPublished() {
        return published().isPresent();
    }

    /** The row's own figure; {@code null} if there is none. */
    Object value(Row row) {
        Object value = own.apply(row);
        return value instanceof Double d && !Double.isFinite(d) ? null : value;
    }

    /** The published figure; {@code null} if there is none. */
    Object publishedValue(Row row) {
        return row.published() == null
                ? null
                : published().map(figure -> figure.apply(row.published())).orElse(null);
    }

    /** A baseline's figure; {@code null} in most columns. */
    Object value(Table.Baseline baseline) {
        return this == NAME
                ? baseline.name()
                : metric.map(m -> baseline.metrics().values().get(m)).orElse(null);
    }

    /** What a page sorts the column by: an interval by its lower end. */
    Number sortValue(Row row) {
        Object value = isIntervalOf(row.task()) ? low(row.task()).value(row) : value(row);
        return value instanceof Number n ? n : null;
    }

    /** The row's own figure in words. */
    String show(Row row) {
        return format.show(value(row));
    }

    /** The published figure in words. */
    String showPublished(Row row) {
        return format.show(publishedValue(row));
    }

    /** A baseline's figure in words; empty where it has none. */
    String show(Table.Baseline baseline) {
        Object value = value(baseline);
        return value == null ? "" : format.show(value);
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
