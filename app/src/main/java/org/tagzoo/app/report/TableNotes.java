package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.task.Task;

/** The words that go with the table wherever it is shown. */
final class TableNotes {

    private TableNotes() {}

    /** What was trained on, on one line. */
    static String summary(Table table) {
        Table.CorpusSummary corpus = table.corpus();
        return "%s: %s, %s, %s quarantined, seed %d"
                .formatted(
                        OneLine.of(corpus.name()),
                        count(corpus.images(), "image"),
                        count(corpus.labels(), "label"),
                        count(corpus.quarantined(), "file"),
                        table.seed());
    }

    /** How to read the table, a sentence each. */
    static List<String> reading(Table table) {
        List<String> sentences = new ArrayList<>();
        table.wholeTasks().stream()
                .flatMap(task -> task.notes().stream())
                .distinct()
                .forEach(sentences::add);
        sentences.addAll(imageSizes(table));
        if (table.hasSpeeds()) {
            sentences.add(Words.of("notes.speeds"));
        }
        if (table.hasSeeds()) {
            for (Task task : table.tasks()) {
                sentences.add(Words.of("notes.seeds", task.firstMetric().heading()));
            }
        }
        if (table.folds() > 0) {
            for (Task task : table.tasks()) {
                sentences.add(
                        Words.of(
                                "notes.folds",
                                String.valueOf(table.folds()),
                                task.firstMetric().heading()));
            }
        }
        if (table.hasPublished()) {
            sentences.add(Words.of("notes.published"));
        }
        for (Row row : table.rows()) {
            if (row.status() == Row.Status.OK && row.reason() != null) {
                sentences.add("%s: %s.".formatted(row.name(), OneLine.of(row.reason())));
            }
            if (row.published() != null) {
                sentences.addAll(published(row.name(), row.published()));
            }
            if (row.ensemble() != null) {
                sentences.add(row.name() + " is the " + row.ensemble().describe() + ".");
            }
            if (row.spread() != null) {
                sentences.add(seeds(row, row.spread()));
            }
        }
        return sentences;
    }

    private static List<String> published(String row, Row.Published published) {
        List<String> parts = new ArrayList<>();
        if (published.loss() != null) {
            parts.add(
                    String.format(
                            Locale.ROOT, "published with a test loss of %.3f", published.loss()));
        }
        if (published.note() != null) {
            parts.add(published.note());
        }
        return parts.isEmpty()
                ? List.of()
                : List.of("%s: %s.".formatted(row, OneLine.of(String.join("; ", parts))));
    }

    private static String seeds(Row row, Spread spread) {
        return String.format(
                Locale.ROOT,
                "%s over %s: mean %s %.3f ± %.3f (95%% t interval, n = %d).",
                row.name(),
                count(spread.n(), "seed"),
                row.task().firstMetric().heading(),
                spread.mean(),
                spread.margin(),
                spread.n());
    }

    /** Which networks get images of which size, the smallest first; at most one sentence. */
    private static List<String> imageSizes(Table table) {
        Map<ImageSize, List<String>> names =
                table.rows().stream()
                        .filter(r -> r.status() == Row.Status.OK && r.network().imageSize() != null)
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.network().imageSize(),
                                        TreeMap::new,
                                        Collectors.mapping(
                                                row -> OneLine.of(row.name()),
                                                Collectors.toList())));
        if (names.isEmpty()) {
            return List.of();
        }
        List<String> sizes = new ArrayList<>();
        names.forEach(
                (size, rows) -> {
                    String whose = names.size() == 1 ? "" : " for " + String.join(", ", rows);
                    sizes.add("%s pixels%s".formatted(size.inWords(), whose));
                });
        return List.of("Images are resized to " + String.join("; ", sizes) + ".");
    }

    /**
     * Returns the rows without metrics, in order, those with the same status and reason together.
     */
    static Collection<List<Row>> without(Table table) {
        return table.without().stream()
                .collect(
                        Collectors.groupingBy(
                                row -> Arrays.asList(row.status(), row.reason()),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values();
    }

    /** Why rows have no metrics, a line for each reason. */
    static List<String> why(Table table) {
        return without(table).stream()
                .map(
                        rows ->
                                "%s, %s: %s"
                                        .formatted(
                                                names(rows),
                                                TableColumn.STATUS.show(rows.get(0)),
                                                TableColumn.REASON.show(rows.get(0))))
                .toList();
    }

    static String names(List<Row> rows) {
        return rows.stream().map(Row::name).collect(Collectors.joining(", "));
    }

    /** {@code 1 image}, {@code 2,000 images}. */
    static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
