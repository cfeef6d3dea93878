package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;

/**
 * The labels of a table, from the columns that hold them.
 *
 * <p>A column may be a list column if its fields are lists in brackets (one that is not, among ten
 * or more that are, is an error in its line), or if some field has several labels separated by bars
 * or commas; its labels must be used twice on average, be at most {@value #MAX_LABEL} characters
 * long, and not all numbers, since free text and coordinates have commas too. A column may be a 0/1
 * column if all its fields are 0 or 1.
 *
 * @param names the labels: of a list column in order of their names, of 0/1 columns in the order of
 *     the columns
 * @param ofRow the indices of the labels of each row, in the order of the rows
 */
record CsvLabels(List<String> names, List<SortedSet<Integer>> ofRow) {

    static final int MAX_LABEL = 60;

    /**
     * Reads the labels of the columns the user named, or of those found.
     *
     * @param imageColumn the column that names the images; never a label
     * @throws CorpusException if the columns named hold no labels, or none or several choices are
     *     found
     */
    static CsvLabels read(CsvTable table, int imageColumn, List<String> named, List<String> notes) {
        if (named.isEmpty()) {
            return found(table, imageColumn, notes);
        }
        List<Integer> columns = named.stream().map(table::column).toList();
        if (columns.contains(imageColumn)) {
            throw new CorpusException(
                    "%s: column '%s' names the images; it can't be a label column",
                    table.file(), table.header().get(imageColumn));
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new CorpusException(
                    "The label columns name a column twice: %s", String.join(", ", named));
        }
        return columns.size() == 1 && !isZeroOne(table, columns.get(0))
                ? list(table, columns.get(0))
                : zeroOne(table, columns);
    }

    private static CsvLabels found(CsvTable table, int imageColumn, List<String> notes) {
        List<Integer> others =
                IntStream.range(0, table.header().size())
                        .filter(column -> column != imageColumn)
                        .boxed()
                        .toList();
        List<Integer> lists = others.stream().filter(column -> isList(table, column)).toList();
        List<Integer> flags = others.stream().filter(column -> isZeroOne(table, column)).toList();
        if (lists.size() > 1) {
            throw new CorpusException(
                    "%s: any of the columns %s may list the labels; say which with --label-columns",
                    table.file(), names(table, lists));
        }
        if (lists.isEmpty()) {
            requireFlags(table, flags);
            notes.add(
                    "labels are taken from %d columns of 0 and 1: %s"
                            .formatted(flags.size(), names(table, flags)));
            return zeroOne(table, flags);
        }
        CsvLabels labels = list(table, lists.get(0));
        String note = "labels are taken from the list column '%s'";
        if (!flags.isEmpty()) {
            note += "; the %d columns of 0 and 1 say the same";
            labels.requireAgreement(table, lists.get(0), flags);
        }
        notes.add(note.formatted(table.header().get(lists.get(0)), flags.size()));
        return labels;
    }

    /** Requires two columns of 0 and 1; and that one bad field doesn't silently cost a label. */
    private static void requireFlags(CsvTable table, List<Integer> flags) {
        if (flags.size() < 2) {
            throw new CorpusException(
                    "%s: no column lists labels and %s; name the label columns with --label-columns; the columns are %s",
                    table.file(),
                    flags.isEmpty()
                            ? "none is all 0 and 1"
                            : "only " + names(table, flags) + " is all 0 and 1",
                    Check.shown(String.join(", ", table.header())));
        }
        for (int i = 0; i < table.header().size(); i++) {
            int column = i;
            List<CsvTable.Row> bad =
                    table.rows().stream().filter(row -> flag(row.field(column)).isEmpty()).toList();
            if (!flags.contains(column) && 10 * bad.size() <= table.rows().size()) {
                throw new CorpusException(
                        "%s: column '%s' is 0 or 1 but for %d rows, here '%s'; correct it, or name the label columns with --label-columns",
                        table.place(bad.get(0)),
                        table.header().get(column),
                        bad.size(),
                        Check.shown(bad.get(0).field(column)));
            }
        }
    }

    private void requireAgreement(CsvTable table, int column, List<Integer> flags) {
        CsvLabels zeroOne = zeroOne(table, flags);
        for (int row = 0; row < table.rows().size(); row++) {
            if (!namesOfRow(row).equals(zeroOne.namesOfRow(row))) {
                throw new CorpusException(
                        "%s: the list column '%s' says %s, the columns of 0 and 1 (%s) say %s; choose with --label-columns",
                        table.place(table.rows().get(row)),
                        table.header().get(column),
                        Check.shown(namesOfRow(row)),
                        names(table, flags),
                        Check.shown(zeroOne.namesOfRow(row)));
            }
        }
    }

    private static CsvLabels list(CsvTable table, int column) {
        LabelList form = LabelList.of(fields(table, column));
        List<List<String>> lists = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            String needed = "a list such as ['Comedy', 'Drama'] is needed";
            lists.add(
                    form.parse(row.field(column))
                            .orElseThrow(() -> wrong(table, row, column, needed)));
        }
        List<String> names = lists.stream().flatMap(List::stream).distinct().sorted().toList();
        Map<String, Integer> indices = new HashMap<>();
        names.forEach(name -> indices.put(name, indices.size()));
        List<SortedSet<Integer>> ofRow = new ArrayList<>();
        lists.forEach(list -> ofRow.add(new TreeSet<>(list.stream().map(indices::get).toList())));
        return new CsvLabels(names, ofRow);
    }

    private static CsvLabels zeroOne(CsvTable table, List<Integer> columns) {
        String needed = "0 or 1 is needed (or 0.0, 1.0, true, false)";
        List<SortedSet<Integer>> ofRow = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            SortedSet<Integer> labels = new TreeSet<>();
            for (int column : columns) {
                if (flag(row.field(column)).orElseThrow(() -> wrong(table, row, column, needed))) {
                    labels.add(columns.indexOf(column));
                }
            }
            ofRow.add(labels);
        }
        return new CsvLabels(columns.stream().map(table.header()::get).toList(), ofRow);
    }

    private static CorpusException wrong(
            CsvTable table, CsvTable.Row row, int column, String needed) {
        return new CorpusException(
                "%s: column '%s': %s, not '%s'",
                table.place(row),
                table.header().get(column),
                needed,
                Check.shown(row.field(column)));
    }

    /** Returns the names of the labels of a row. */
    SortedSet<String> namesOfRow(int row) {
        return new TreeSet<>(ofRow.get(row).stream().map(names::get).toList());
    }

    private static Optional<Boolean> flag(String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "1", "1.0", "true" -> Optional.of(true);
            case "0", "0.0", "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static List<String> fields(CsvTable table, int column) {
        return table.rows().stream().map(row -> row.field(column)).toList();
    }

    private static boolean isZeroOne(CsvTable table, int column) {
        return fields(table, column).stream().allMatch(field -> flag(field).isPresent());
    }

    private static boolean isList(CsvTable table, int column) {
        List<String> fields = fields(table, column);
        LabelList form = LabelList.of(fields);
        List<List<String>> lists =
                fields.stream().map(form::parse).flatMap(Optional::stream).toList();
        List<String> uses = lists.stream().flatMap(List::stream).toList();
        int broken = fields.size() - lists.size();
        return (form == LabelList.BRACKETS || lists.stream().anyMatch(list -> list.size() > 1))
                && 10L * broken <= fields.size()
                && uses.stream().allMatch(label -> label.length() <= MAX_LABEL)
                && uses.stream().anyMatch(label -> !label.matches("[-+0-9.eE ]+"))
                && uses.size() >= 2L * new HashSet<>(uses).size();
    }

    private static String names(CsvTable table, List<Integer> columns) {
        return Check.shown(
                columns.stream().map(table.header()::get).collect(Collectors.joining(", ")));
    }
}
