package org.tagzoo.app.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tagzoo.app.report.Row.Published;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.Task;

/**
 * A column of the table, defined once for the terminal, Markdown, CSV and the report: its name in
 * files, its heading, where its figure comes from, and what it means. {@link TableColumns} says
 * which stand where.
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

    static final TableColumn MODEL =
            new TableColumn(
                    "model",
                    "model",
                    FigureFormat.TEXT,
                    row -> row.network().model(),
                    "the network");

    static final TableColumn WEIGHTS =
            new TableColumn(
                    "weights",
                    "weights",
                    FigureFormat.TEXT,
                    row -> row.network().weights(),
                    "where the first weights come from");

    static final TableColumn AUGMENTED =
            new TableColumn(
                    "augmented",
                    "augmented",
                    FigureFormat.YES_NO,
                    row -> row.network().augmented(),
                    "whether training images were altered at random");

    static final TableColumn TRAINING_SECONDS =
            new TableColumn(
                    "trainingSeconds",
                    "training|time",
                    FigureFormat.TIME,
                    row -> row.times().training(),
                    "the time of training; embedding is not in it");

    static final TableColumn EMBEDDING_SECONDS =
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

    TableColumn(
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
        return key.equals(TableColumns.interval(task).key);
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
        Object value =
                isIntervalOf(row.task()) ? TableColumns.low(row.task()).value(row) : value(row);
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
}
