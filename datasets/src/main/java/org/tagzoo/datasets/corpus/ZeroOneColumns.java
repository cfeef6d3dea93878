package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.CorpusOptions.Meaning;

/**
 * Columns of 0 and 1, a label each. A blank, a word for none, and -1 mean what the user says; if
 * the user says nothing, they stop the reading.
 */
final class ZeroOneColumns {

    private final CsvTable table;
    private final List<Odd> odds;

    /** A kind of field that is neither 0 nor 1, and what it means. */
    private record Odd(Predicate<String> is, Optional<Meaning> said, String what, String option) {}

    ZeroOneColumns(CsvTable table, CorpusOptions options) {
        this.table = table;
        odds =
                List.of(
                        new Odd(LabelList::isNone, options.blank(), "blank", "--blank"),
                        new Odd(
                                field -> field.equals("-1") || field.equals("-1.0"),
                                options.uncertain(),
                                "-1",
                                "--uncertain"));
    }

    /** Returns what a field says; empty if it is neither 0 nor 1. */
    static Optional<Boolean> flag(String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "1", "1.0", "true", "t", "yes", "y", "x" -> Optional.of(true);
            case "0", "0.0", "false", "f", "no", "n" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private boolean isFlag(String field) {
        return flag(field).isPresent() || odds.stream().anyMatch(odd -> odd.is().test(field));
    }

    /** Returns whether a column is one. */
    boolean has(int column) {
        List<String> fields = table.fields(column);
        return fields.stream().allMatch(this::isFlag)
                && fields.stream().anyMatch(field -> flag(field).isPresent());
    }

    /** Requires that no single bad field costs a label in silence. */
    void requireClear(List<Integer> columns) {
        for (int column : columns) {
            List<CsvTable.Row> bad =
                    table.rows().stream().filter(row -> !isFlag(row.field(column))).toList();
            List<String> fields = table.fields(column);
            long sound = fields.stream().filter(field -> flag(field).isPresent()).count();
            // A number of the row is no label.
            boolean index = new HashSet<>(fields).size() == fields.size();
            if (!bad.isEmpty() && sound >= bad.size() && !index) {
                throw new CorpusException(
                        "%s: column '%s' is 0 or 1 but for %d rows, here '%s'; correct it, or name the label columns with --label-columns",
                        bad.get(0).place(),
                        table.header().get(column),
                        bad.size(),
                        Check.shown(bad.get(0).field(column)));
            }
        }
    }

    /**
     * Reads columns.
     *
     * @param notes told which they are, and what was made of fields that are neither 0 nor 1
     */
    CsvLabels read(List<Integer> columns, List<String> notes) {
        requireMeanings(columns);
        List<SortedSet<Integer>> ofRow = new ArrayList<>();
        List<SortedSet<Integer>> unknown = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            SortedSet<Integer> has = new TreeSet<>();
            SortedSet<Integer> open = new TreeSet<>();
            for (int i = 0; i < columns.size(); i++) {
                switch (meaning(row, columns.get(i))) {
                    case POSITIVE -> has.add(i);
                    case UNKNOWN -> open.add(i);
                    case NEGATIVE -> {}
                }
            }
            ofRow.add(has);
            unknown.add(open);
        }
        notes.add(
                "labels are taken from %d columns of 0 and 1: %s"
                        .formatted(columns.size(), table.names(columns)));
        for (Odd odd : odds) {
            long count = columns.stream().mapToLong(column -> count(column, odd)).sum();
            if (count > 0) {
                String meaning = odd.said().orElseThrow().name().toLowerCase(Locale.ROOT);
                notes.add(
                        "fields that are %s, taken as %s: %d"
                                .formatted(odd.what(), meaning, count));
            }
        }
        return new CsvLabels(columns.stream().map(table.header()::get).toList(), ofRow, unknown);
    }

    private Meaning meaning(CsvTable.Row row, int column) {
        String field = row.field(column);
        for (Odd odd : odds) {
            if (odd.is().test(field)) {
                return odd.said().orElseThrow();
            }
        }
        return flag(field)
                .map(is -> is ? Meaning.POSITIVE : Meaning.NEGATIVE)
                .orElseThrow(
                        () ->
                                table.wrong(
                                        row,
                                        column,
                                        "0 or 1 is needed (or 0.0, 1.0, true, false, yes, no)"));
    }

    private void requireMeanings(List<Integer> columns) {
        List<String> open = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (Odd odd : odds) {
            List<Integer> in =
                    odd.said().isPresent()
                            ? List.of()
                            : columns.stream().filter(column -> count(column, odd) > 0).toList();
            if (!in.isEmpty()) {
                long count = in.stream().mapToLong(column -> count(column, odd)).sum();
                open.add("%d fields are %s (in %s)".formatted(count, odd.what(), table.names(in)));
                options.add(odd.option());
            }
        }
        if (!open.isEmpty()) {
            throw new CorpusException(
                    "%s: of the columns of 0 and 1, %s; say what that means with %s negative, positive or unknown",
                    table.file(), String.join(" and ", open), String.join(" and ", options));
        }
    }

    private long count(int column, Odd odd) {
        return table.fields(column).stream().filter(odd.is()).count();
    }
}
