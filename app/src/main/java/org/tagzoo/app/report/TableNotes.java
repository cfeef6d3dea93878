package org.tagzoo.app.report;

import java.util.List;
import java.util.Locale;

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
        String average =
                "F1, precision and recall are micro averages on the test part; the 95% interval of"
                        + " F1 is by bootstrap.";
        String threshold =
                "Thresholds are chosen on the validation part; a label is attached where its score"
                        + " is at least the threshold.";
        String perLabel =
                "F1 per label is micro F1 with one threshold for each label instead of one for all.";
        String ratio =
                "Ratio of F1 is F1 on train over F1 on validation after the last epoch; above 1 is"
                        + " overfitting.";
        String published =
                "Published figures were printed by others, on their own data and split: a guide,"
                        + " not a contest.";
        return hasPublished(table)
                ? List.of(average, threshold, perLabel, ratio, published)
                : List.of(average, threshold, perLabel, ratio);
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
