package org.tagzoo.app.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tagzoo.app.report.Row.Published;

/**
 * Each column of the table, defined once for the terminal, Markdown, CSV and the report: its name
 * in files, its heading, where its figure comes from, and what it means.
 */
// The functions are accessors of records: they hold no state.
@SuppressWarnings("ImmutableEnumChecker")
enum TableColumn {
    NAME(
            "name",
            "network",
            FigureFormat.TEXT,
            Row::name,
            null,
            "the row's name, and its folder under rows/"),
    MODEL("model", "model", FigureFormat.TEXT, Row::model, null, "the network"),
    WEIGHTS(
            "weights",
            "weights",
            FigureFormat.TEXT,
            Row::weights,
            null,
            "where the first weights come from"),
    AUGMENTED(
            "augmented",
            "augmented",
            FigureFormat.YES_NO,
            Row::augmented,
            null,
            "whether training images were altered at random"),
    STATUS(
            "status",
            "status",
            FigureFormat.TEXT,
            TableColumn::status,
            null,
            "whether there are figures"),
    REASON("reason", "reason", FigureFormat.TEXT, Row::reason, null, "why there are none"),
    F1(
            "f1",
            "F1",
            FigureFormat.FIGURE,
            Row::f1,
            Published::f1,
            "micro F1 on the test part: the harmonic mean of precision and recall, counted over"
                    + " all images and labels together. 1 is perfect, 0 is nothing right."),
    F1_LOW("f1Low", "F1 low", FigureFormat.FIGURE, Row::f1Low, null, "lower end of the interval"),
    F1_HIGH(
            "f1High",
            "F1 high",
            FigureFormat.FIGURE,
            Row::f1High,
            null,
            "upper end of the interval"),
    INTERVAL(
            "f1Interval",
            "95%|interval",
            FigureFormat.RANGE,
            TableColumn::interval,
            null,
            "95% bootstrap interval of F1: what F1 could have been, had other images of the same"
                    + " kind been drawn for the test part. Where two networks' intervals overlap"
                    + " widely, their order may be chance."),
    F1_SPREAD(
            "f1Spread",
            "F1|over seeds",
            FigureFormat.RANGE,
            SeedColumns::show,
            null,
            "micro F1 over several training seeds: mean, standard deviation, and how many seeds;"
                    + " the row's other figures are of the first seed"),
    PRECISION(
            "precision",
            "preci-|sion",
            FigureFormat.FIGURE,
            Row::precision,
            Published::precision,
            "the share of attached labels that are true"),
    RECALL(
            "recall",
            "recall",
            FigureFormat.FIGURE,
            Row::recall,
            Published::recall,
            "the share of true labels that are attached"),
    MACRO_F1(
            "macroF1",
            "macro|F1",
            FigureFormat.FIGURE,
            Row::macroF1,
            null,
            "the mean of the labels' own F1: a rare label counts as much as a common one"),
    MEAN_AVERAGE_PRECISION(
            "mAP",
            "mAP",
            FigureFormat.FIGURE,
            Row::meanAveragePrecision,
            null,
            "the mean of the labels' average precision: how well the scores rank the images, at"
                    + " no threshold in particular"),
    F1_PER_LABEL_THRESHOLDS(
            "f1PerLabelThresholds",
            "F1, per-label thresholds",
            FigureFormat.FIGURE,
            Row::f1PerLabelThresholds,
            null,
            "micro F1 on the test part with one threshold for each label, all chosen on the"
                    + " validation part"),
    RATIO_OF_F1(
            "ratioOfF1",
            "ratio|of F1",
            FigureFormat.FIGURE,
            Row::ratioOfF1,
            Published::ratioOfF1,
            "micro F1 on train over micro F1 on validation, after the last epoch. Above 1, the"
                    + " network knows its training images better than new ones: overfitting."),
    THRESHOLD(
            "threshold",
            "thres-|hold",
            FigureFormat.FIGURE,
            Row::threshold,
            null,
            "a label is attached where its score is at least this; chosen on the validation part"),
    TRAINING_SECONDS(
            "trainingSeconds",
            "training|time",
            FigureFormat.TIME,
            Row::trainingSeconds,
            Published::trainingTime,
            "the time of training; embedding is not in it"),
    EMBEDDING_SECONDS(
            "embeddingSeconds",
            "embedding|time",
            FigureFormat.TIME,
            Row::embeddingSeconds,
            null,
            "the time to run every image through the frozen body once; where a cache held the"
                    + " result already, what it took when the cache got it"),
    PARAMETERS(
            "parameters",
            "parameters",
            FigureFormat.COUNT,
            Row::parameters,
            null,
            "how many numbers the whole network holds, trained or not");

    /** What files hold: everything, and nothing twice. */
    static final List<TableColumn> IN_FILES =
            List.of(values()).stream().filter(c -> c != INTERVAL && c != F1_SPREAD).toList();

    /** What fits a line of a terminal. */
    static final List<TableColumn> IN_TERMINAL =
            List.of(
                    NAME,
                    F1,
                    INTERVAL,
                    PRECISION,
                    RECALL,
                    MACRO_F1,
                    MEAN_AVERAGE_PRECISION,
                    F1_PER_LABEL_THRESHOLDS,
                    RATIO_OF_F1,
                    THRESHOLD,
                    TRAINING_SECONDS,
                    EMBEDDING_SECONDS);

    final String key;
    final FigureFormat format;
    final String meaning;
    private final String heading;
    private final Function<Row, Object> own;
    private final Function<Published, Object> published;

    TableColumn(
            String key,
            String heading,
            FigureFormat format,
            Function<Row, Object> own,
            Function<Published, Object> published,
            String meaning) {
        this.key = key;
        this.heading = heading;
        this.format = format;
        this.own = own;
        this.published = published;
        this.meaning = meaning;
    }

    /** What a page's table shows; the report says the rest below the name. */
    static List<TableColumn> onPage(Table table) {
        return Stream.of(values())
                .filter(c -> IN_TERMINAL.contains(c) || c == PARAMETERS || c == F1_SPREAD)
                .filter(c -> c != F1_SPREAD || SeedColumns.areIn(table))
                .toList();
    }

    /** What Markdown shows. */
    static List<TableColumn> inMarkdown(Table table) {
        return Stream.concat(onPage(table).stream(), Stream.of(WEIGHTS, AUGMENTED)).toList();
    }

    /** The heading on one line. */
    String heading() {
        return heading.replace("-|", "").replace('|', ' ');
    }

    /** The heading on two lines; the first is empty where one is enough. */
    List<String> headingLines() {
        if (this == F1_PER_LABEL_THRESHOLDS) {
            return List.of("F1 per", "label");
        }
        int cut = heading.indexOf('|');
        return cut < 0
                ? List.of("", heading)
                : List.of(heading.substring(0, cut), heading.substring(cut + 1));
    }

    /** The published figure's name in files: others print times as text. */
    String publishedKey() {
        return this == TRAINING_SECONDS ? "trainingTime" : key;
    }

    /** Whether others may have printed a figure for this column. */
    boolean hasPublished() {
        return published != null;
    }

    /** The row's own figure; {@code null} if there is none. */
    Object value(Row row) {
        Object value = own.apply(row);
        return value instanceof Double d && !Double.isFinite(d) ? null : value;
    }

    /** The published figure; {@code null} if there is none. */
    Object publishedValue(Row row) {
        return published == null || row.published() == null
                ? null
                : published.apply(row.published());
    }

    /** A baseline's figure; {@code null} in most columns. */
    Object value(Table.Baseline baseline) {
        return switch (this) {
            case NAME -> baseline.name();
            case F1 -> baseline.f1();
            case PRECISION -> baseline.precision();
            case RECALL -> baseline.recall();
            default -> null;
        };
    }

    /** What a page sorts the column by: an interval by its lower end. */
    Number sortValue(Row row) {
        Object value = this == INTERVAL ? F1_LOW.value(row) : value(row);
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

    private static String status(Row row) {
        return switch (row.status()) {
            case OK -> "ok";
            case SKIPPED -> "skipped";
            case FAILED -> "failed";
        };
    }

    private static String interval(Row row) {
        if (F1_LOW.value(row) == null || F1_HIGH.value(row) == null) {
            return null;
        }
        return F1_LOW.show(row) + "-" + F1_HIGH.show(row);
    }
}
