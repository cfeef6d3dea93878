package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.COUNT;
import static org.tagzoo.app.report.FigureFormat.FIGURE;
import static org.tagzoo.app.report.FigureFormat.RATE;
import static org.tagzoo.app.report.FigureFormat.TEXT;
import static org.tagzoo.app.report.FigureFormat.TIME;
import static org.tagzoo.app.report.FigureFormat.YES_NO;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.tagzoo.app.report.Row.Published;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.Task;

/**
 * A column of the table, defined once for the terminal, Markdown, CSV and the report. {@link
 * TableColumns} says which stand where.
 *
 * @param key its name in files
 * @param heading as that of a {@link Metric}
 * @param format how its values look to people
 * @param of where a row's value comes from
 * @param metric what it shows, where that is a metric
 * @param meaning a sentence for a reader of the table
 */
record TableColumn(
        String key,
        String heading,
        FigureFormat format,
        Function<Row, Object> of,
        Optional<Metric> metric,
        String meaning) {

    static final TableColumn NAME = new TableColumn("name", "network", TEXT, Row::name);

    static final TableColumn STATUS =
            new TableColumn("status", "status", TEXT, row -> row.status().label());

    static final TableColumn REASON = new TableColumn("reason", "reason", TEXT, Row::reason);

    static final TableColumn MODEL =
            new TableColumn("model", "model", TEXT, row -> row.network().model());

    static final TableColumn WEIGHTS =
            new TableColumn("weights", "weights", TEXT, row -> row.network().weights());

    static final TableColumn PARAMETERS =
            new TableColumn("parameters", "parameters", COUNT, row -> row.network().parameters());

    static final TableColumn AUGMENTED =
            new TableColumn("augmented", "augmented", YES_NO, row -> row.network().augmented());

    static final TableColumn TRAINING_SECONDS =
            new TableColumn(
                    "trainingSeconds", "training|time", TIME, row -> row.times().training());

    static final TableColumn EMBEDDING_SECONDS =
            new TableColumn(
                    "embeddingSeconds", "embedding|time", TIME, row -> row.times().embedding());

    static final TableColumn EMBEDDED = speed("embedded", Speed::embedding, "embedded in batches");

    static final TableColumn PREDICTED =
            speed("predicted", Speed::prediction, "predicted in batches");

    static final TableColumn ONE_BY_ONE =
            speed("one by one", Speed::oneImage, "predicted one after the other");

    static final TableColumn FRONTIER =
            new TableColumn(
                    "frontier",
                    "on the|frontier",
                    YES_NO,
                    row -> row.times().speed() == null ? null : row.times().speed().isOnFrontier());

    /** What others may have printed: times as text, so that they have another name. */
    private static final Map<String, Function<Published, Object>> PUBLISHED =
            Map.of(
                    Metric.MICRO_F1.key(),
                    Published::f1,
                    Metric.PRECISION.key(),
                    Published::precision,
                    Metric.RECALL.key(),
                    Published::recall,
                    Metric.RATIO_OF_F1.key(),
                    Published::ratioOfF1,
                    Metric.TOP_1.key(),
                    Published::top1,
                    "trainingSeconds",
                    Published::trainingTime);

    /** A column whose meaning {@link Words} has under its key. */
    TableColumn(String key, String heading, FigureFormat format, Function<Row, Object> of) {
        this(key, heading, format, of, Words.of("column." + key));
    }

    TableColumn(
            String key,
            String heading,
            FigureFormat format,
            Function<Row, Object> of,
            String meaning) {
        this(key, heading, format, of, Optional.empty(), meaning);
    }

    private static TableColumn speed(String heading, ToDoubleFunction<Speed> of, String meaning) {
        return new TableColumn(
                "imagesPerSecond:" + heading.replace(' ', '-'),
                "images/s|" + heading,
                RATE,
                row ->
                        row.times().speed() == null
                                ? null
                                : (Double) of.applyAsDouble(row.times().speed()),
                Words.of("column.speed", meaning));
    }

    /** Returns the column of a metric. */
    static TableColumn of(Metric metric) {
        return new TableColumn(
                metric.key(),
                metric.heading(),
                FIGURE,
                row -> row.metric(metric),
                Optional.of(metric),
                metric.meaning());
    }

    /** Returns the column of what others printed; empty if there is no place for it. */
    Optional<TableColumn> published() {
        return Optional.ofNullable(PUBLISHED.get(key))
                .map(
                        value ->
                                new TableColumn(
                                        "published:"
                                                + (equals(TRAINING_SECONDS) ? "trainingTime" : key),
                                        "published",
                                        format,
                                        r ->
                                                r.published() == null
                                                        ? null
                                                        : value.apply(r.published()),
                                        "what others printed"));
    }

    /** The heading on one line. */
    String title() {
        return Metric.onOneLine(heading);
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

    /** The row's value; {@code null} if there is none. */
    Object value(Row row) {
        Object value = of.apply(row);
        return value instanceof Double d && !Double.isFinite(d) ? null : value;
    }

    /** What others printed of the row; {@code null} if they didn't. */
    Object publishedValue(Row row) {
        return published().map(column -> column.value(row)).orElse(null);
    }

    /** A baseline's value; {@code null} in most columns. */
    Object value(Baseline baseline) {
        return switch (key) {
            case "name" -> baseline.name();
            case "status" -> "baseline";
            default -> metric.map(m -> baseline.metrics().values().get(m)).orElse(null);
        };
    }

    /** What a page sorts the column by: an interval by its lower end. */
    Number sortValue(Row row) {
        Object value = isIntervalOf(row.task()) ? row.result().low() : of.apply(row);
        return value instanceof Number n && Double.isFinite(n.doubleValue()) ? n : null;
    }

    /** The row's value in words. */
    String show(Row row) {
        return format.show(value(row));
    }

    /** What others printed of the row, in words. */
    String showPublished(Row row) {
        return format.show(publishedValue(row));
    }

    /** A baseline's value in words; empty where it has none. */
    String show(Baseline baseline) {
        Object value = value(baseline);
        return value == null ? "" : format.show(value);
    }
}
