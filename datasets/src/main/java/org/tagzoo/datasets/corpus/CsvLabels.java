package org.tagzoo.datasets.corpus;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The labels of a table.
 *
 * @param names the labels: of a list or class column in order of their names, of 0/1 columns in the
 *     order of the columns
 * @param ofRow the indices of the labels of each row, in the order of the rows
 * @param unknown the indices of labels of which a row says that nobody knows
 */
record CsvLabels(
        List<String> names, List<SortedSet<Integer>> ofRow, List<SortedSet<Integer>> unknown) {

    /** Labels of which all are known. */
    CsvLabels(List<String> names, List<SortedSet<Integer>> ofRow) {
        this(names, ofRow, Collections.nCopies(ofRow.size(), new TreeSet<>()));
    }

    /** Returns the names of the labels of a row. */
    SortedSet<String> namesOfRow(int row) {
        return new TreeSet<>(ofRow.get(row).stream().map(names::get).toList());
    }

    /** Returns what a field of a column of 0 and 1 says; empty if it is neither. */
    static Optional<Boolean> flag(String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "1", "1.0", "true" -> Optional.of(true);
            case "0", "0.0", "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Returns whether a field says that nobody is sure. */
    static boolean isUncertain(String field) {
        return field.equals("-1") || field.equals("-1.0");
    }
}
