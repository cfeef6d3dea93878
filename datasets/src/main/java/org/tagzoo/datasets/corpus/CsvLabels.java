package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagzoo.datasets.check.Check;

/**
 * The labels of a table.
 *
 * @param names the labels: of a list column in order of their names, of 0/1 columns in the order of
 *     the columns
 * @param ofRow the indices of the labels of each row, in the order of the rows
 */
record CsvLabels(List<String> names, List<SortedSet<Integer>> ofRow) {

    /**
     * Reads a list column.
     *
     * @throws CorpusException if a field has not the form of the others, with its line
     */
    static CsvLabels list(CsvTable table, int column) {
        LabelList form = LabelList.of(fields(table, column));
        List<List<String>> lists = new ArrayList<>();
        TreeMap<String, Integer> indices = new TreeMap<>();
        for (CsvTable.Row row : table.rows()) {
            Optional<List<String>> list = form.parse(row.field(column));
            if (list.isEmpty()) {
                throw new CorpusException(
                        "%s: column '%s': a list such as ['Comedy', 'Drama'] is needed, not '%s'",
                        table.place(row),
                        table.header().get(column),
                        Check.shown(row.field(column)));
            }
            lists.add(list.get());
            list.get().forEach(label -> indices.put(label, 0));
        }
        List<String> names = List.copyOf(indices.keySet());
        for (int i = 0; i < names.size(); i++) {
            indices.put(names.get(i), i);
        }
        List<SortedSet<Integer>> ofRow = new ArrayList<>();
        for (List<String> list : lists) {
            SortedSet<Integer> labels = new TreeSet<>();
            list.forEach(label -> labels.add(indices.get(label)));
            ofRow.add(labels);
        }
        return new CsvLabels(names, ofRow);
    }

    /**
     * Reads 0/1 columns, a label each, named by the header.
     *
     * @throws CorpusException if a field is neither, with its line and column
     */
    static CsvLabels zeroOne(CsvTable table, List<Integer> columns) {
        List<SortedSet<Integer>> ofRow = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            SortedSet<Integer> labels = new TreeSet<>();
            for (int i = 0; i < columns.size(); i++) {
                String field = row.field(columns.get(i));
                Optional<Boolean> flag = flag(field);
                if (flag.isEmpty()) {
                    throw new CorpusException(
                            "%s: column '%s': 0 or 1 is needed (or 0.0, 1.0, true, false), not '%s'",
                            table.place(row),
                            table.header().get(columns.get(i)),
                            Check.shown(field));
                }
                if (flag.get()) {
                    labels.add(i);
                }
            }
            ofRow.add(labels);
        }
        return new CsvLabels(columns.stream().map(table.header()::get).toList(), ofRow);
    }

    /** Returns the names of the labels of a row. */
    SortedSet<String> namesOfRow(int row) {
        SortedSet<String> ofRow = new TreeSet<>();
        this.ofRow.get(row).forEach(label -> ofRow.add(names.get(label)));
        return ofRow;
    }

    /** Returns what a field of a 0/1 column says, or nothing if it says neither. */
    static Optional<Boolean> flag(String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "1", "1.0", "true" -> Optional.of(true);
            case "0", "0.0", "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static List<String> fields(CsvTable table, int column) {
        return table.rows().stream().map(row -> row.field(column)).toList();
    }
}
