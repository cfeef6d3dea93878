package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;

/**
 * Which columns of a table hold the labels.
 *
 * <p>A column may be a list column if its fields are lists in brackets (one that is not, among ten
 * or more that are, is an error in its line), or if some field has several labels separated by bars
 * or commas; its labels must be used twice on average, be at most {@value #MAX_LABEL} characters
 * long, and not all numbers, since free text and coordinates have commas too. A column may be a 0/1
 * column if all its fields are 0 or 1.
 */
final class LabelColumns {

    static final int MAX_LABEL = 60;

    private LabelColumns() {}

    /**
     * Reads the labels of the columns the user named, or of those found.
     *
     * @param imageColumn the column that names the images; never a label
     * @throws CorpusException if the columns named hold no labels, or none or several choices are
     *     found
     */
    static CsvLabels read(CsvTable table, int imageColumn, List<String> named, List<String> notes) {
        return named.isEmpty()
                ? found(table, imageColumn, notes)
                : named(table, imageColumn, named);
    }

    private static CsvLabels named(CsvTable table, int imageColumn, List<String> named) {
        List<Integer> columns = named.stream().map(table::column).toList();
        if (columns.contains(imageColumn)) {
            throw new CorpusException(
                    "%s: column '%s' names the images; it can't be a label column",
                    table.file(), table.header().get(imageColumn));
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new CorpusException(
                    "The label columns name a column twice: " + String.join(", ", named));
        }
        if (columns.size() == 1 && !isZeroOne(table, columns.get(0))) {
            return CsvLabels.list(table, columns.get(0));
        }
        return CsvLabels.zeroOne(table, columns);
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
            return zeroOne(table, flags, notes);
        }
        CsvLabels labels = CsvLabels.list(table, lists.get(0));
        String name = table.header().get(lists.get(0));
        if (flags.isEmpty()) {
            notes.add("labels are taken from the list column '%s'".formatted(name));
            return labels;
        }
        requireAgreement(table, name, labels, flags);
        notes.add(
                "labels are taken from the list column '%s'; the %d columns of 0 and 1 say the same"
                        .formatted(name, flags.size()));
        return labels;
    }

    private static CsvLabels zeroOne(CsvTable table, List<Integer> flags, List<String> notes) {
        if (flags.size() < 2) {
            throw new CorpusException(
                    "%s: no column lists labels and %s; name the label columns with --label-columns; the columns are %s",
                    table.file(),
                    flags.isEmpty()
                            ? "none is all 0 and 1"
                            : "only " + names(table, flags) + " is all 0 and 1",
                    Check.shown(String.join(", ", table.header())));
        }
        refuseNearlyZeroOne(table, flags);
        notes.add(
                "labels are taken from %d columns of 0 and 1: %s"
                        .formatted(flags.size(), names(table, flags)));
        return CsvLabels.zeroOne(table, flags);
    }

    /** One bad field must not silently cost a label. */
    private static void refuseNearlyZeroOne(CsvTable table, List<Integer> flags) {
        for (int column = 0; column < table.header().size(); column++) {
            if (flags.contains(column)) {
                continue;
            }
            List<CsvTable.Row> bad = new ArrayList<>();
            for (CsvTable.Row row : table.rows()) {
                if (CsvLabels.flag(row.field(column)).isEmpty()) {
                    bad.add(row);
                }
            }
            if (10 * bad.size() <= table.rows().size()) {
                throw new CorpusException(
                        "%s: column '%s' is 0 or 1 but for %d rows, here '%s'; correct it, or name the label columns with --label-columns",
                        table.place(bad.get(0)),
                        table.header().get(column),
                        bad.size(),
                        Check.shown(bad.get(0).field(column)));
            }
        }
    }

    private static void requireAgreement(
            CsvTable table, String name, CsvLabels labels, List<Integer> flags) {
        CsvLabels zeroOne = CsvLabels.zeroOne(table, flags);
        for (int row = 0; row < table.rows().size(); row++) {
            if (!labels.namesOfRow(row).equals(zeroOne.namesOfRow(row))) {
                throw new CorpusException(
                        "%s: the list column '%s' says %s, the columns of 0 and 1 (%s) say %s; choose with --label-columns",
                        table.place(table.rows().get(row)),
                        name,
                        Check.shown(labels.namesOfRow(row).toString()),
                        names(table, flags),
                        Check.shown(zeroOne.namesOfRow(row).toString()));
            }
        }
    }

    private static boolean isZeroOne(CsvTable table, int column) {
        return table.rows().stream().allMatch(row -> CsvLabels.flag(row.field(column)).isPresent());
    }

    private static boolean isList(CsvTable table, int column) {
        List<String> fields = CsvLabels.fields(table, column);
        LabelList form = LabelList.of(fields);
        Map<String, Integer> uses = new HashMap<>();
        boolean several = form == LabelList.BRACKETS;
        long total = 0;
        int broken = 0;
        for (String field : fields) {
            Optional<List<String>> labels = form.parse(field);
            if (labels.isEmpty()) {
                broken++;
                continue;
            }
            several |= labels.get().size() > 1;
            total += labels.get().size();
            for (String label : labels.get()) {
                if (label.length() > MAX_LABEL) {
                    return false;
                }
                uses.merge(label, 1, Integer::sum);
            }
        }
        Set<String> names = new TreeSet<>(uses.keySet());
        names.removeIf(label -> label.matches("[-+0-9.eE ]+"));
        return several
                && 10L * broken <= fields.size()
                && !names.isEmpty()
                && total >= 2L * uses.size();
    }

    private static String names(CsvTable table, List<Integer> columns) {
        return Check.shown(
                columns.stream().map(table.header()::get).collect(Collectors.joining(", ")));
    }
}
