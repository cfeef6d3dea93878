package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tagzoo.zoo.task.Task;

/** The words that go with the table wherever it is shown. */
final class TableNotes {

    private TableNotes() {}

    /** What was trained on, on one line. */
    static String summary(Table table) {
        Table.CorpusSummary corpus = table.corpus();
        return String.format(
                Locale.ROOT,
                "%s: %s, %s, %s quarantined, seed %d",
                OneLine.of(corpus.name()),
                count(corpus.images(), "image"),
                count(corpus.labels(), "label"),
                count(corpus.quarantined(), "file"),
                table.seed());
    }

    /** How to read the table, a sentence each. */
    static List<String> reading(Table table) {
        String published =
                "Published figures were printed by others, on their own data and split: a guide,"
                        + " not a contest.";
        List<String> sentences = new ArrayList<>();
        table.tasks().forEach(task -> sentences.addAll(task.notes()));
        imageSizes(table).ifPresent(sentences::add);
        if (SeedColumns.areIn(table)) {
            for (Task task : table.tasks()) {
                sentences.add(
                        "%1$s over seeds is the mean and the standard deviation of %1$s over several training seeds; the row's other figures are of the first."
                                .formatted(task.firstMetric().heading()));
            }
        }
        if (hasPublished(table)) {
            sentences.add(published);
        }
        for (Row row : table.rows()) {
            if (row.status() == Row.Status.OK && row.reason() != null) {
                sentences.add("%s: %s.".formatted(row.name(), OneLine.of(row.reason())));
            }
            if (row.ensemble() != null) {
                sentences.add(row.name() + " is the " + row.ensemble().describe() + ".");
            }
        }
        return sentences;
    }

    /** Which networks get images of which size, the smallest first. */
    private static Optional<String> imageSizes(Table table) {
        Map<Integer, List<String>> names = new TreeMap<>();
        for (Row row : table.rows()) {
            if (row.status() == Row.Status.OK && row.network().imageSize() != null) {
                names.computeIfAbsent(row.network().imageSize(), size -> new ArrayList<>())
                        .add(OneLine.of(row.name()));
            }
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        List<String> sizes = new ArrayList<>();
        names.forEach(
                (size, rows) ->
                        sizes.add(
                                "%1$d x %1$d pixels%2$s"
                                        .formatted(
                                                size,
                                                names.size() == 1
                                                        ? ""
                                                        : " for " + String.join(", ", rows))));
        return Optional.of("Images are resized to " + String.join("; ", sizes) + ".");
    }

    /** Whether any row has a published line. */
    static boolean hasPublished(Table table) {
        return table.rows().stream().anyMatch(r -> r.published() != null);
    }

    /** The rows without figures, in order. */
    static List<Row> withoutFigures(Table table) {
        return table.rows().stream().filter(r -> r.status() != Row.Status.OK).toList();
    }

    /** {@code 1 image}, {@code 2,000 images}. */
    static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
