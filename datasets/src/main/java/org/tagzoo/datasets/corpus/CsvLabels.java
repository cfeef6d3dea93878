package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;

/**
 * The labels of a table, from the columns that the user names, or those found: one column of lists
 * ({@link ListColumn}), else columns of 0 and 1 ({@link ZeroOneColumns}), else one of classes.
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

    /**
     * Reads the labels of the columns the user named, or of those found.
     *
     * @param imageColumn the column that names the images; never a label
     * @param others columns that are something else
     * @param notes told how labels were read
     * @param free told which columns are no labels
     * @throws CorpusException if the columns named hold no labels, or none or several choices are
     *     found
     */
    static CsvLabels read(
            CsvTable table,
            CorpusOptions options,
            int imageColumn,
            Set<Integer> others,
            List<String> notes,
            Set<Integer> free) {
        List<Integer> named = options.labelColumns().stream().map(table::column).toList();
        if (named.contains(imageColumn)) {
            throw new CorpusException(
                    "%s: column '%s' names the images; it can't be a label column",
                    table.file(), table.header().get(imageColumn));
        }
        if (new HashSet<>(named).size() < named.size()) {
            throw new CorpusException(
                    "The label columns name a column twice: %s",
                    String.join(", ", options.labelColumns()));
        }
        List<Integer> rest =
                IntStream.range(0, table.header().size())
                        .filter(column -> column != imageColumn && !others.contains(column))
                        .boxed()
                        .toList();
        ZeroOneColumns flags = new ZeroOneColumns(table, options);
        Set<Integer> used = new HashSet<>(named);
        CsvLabels labels;
        if (named.isEmpty()) {
            labels = found(table, options, rest, used, notes);
        } else if (named.size() == 1 && !flags.has(named.get(0))) {
            ListColumn column = list(table, named.get(0), options);
            labels = column.firsts(column.read("labels are taken from column '%s'", notes), notes);
        } else {
            labels = flags.read(named, notes);
        }
        List<Integer> unused = rest.stream().filter(column -> !used.contains(column)).toList();
        free.addAll(unused);
        if (!unused.isEmpty()) {
            notes.add("columns that are neither labels nor parts: " + table.names(unused));
        }
        return labels;
    }

    private static CsvLabels found(
            CsvTable table,
            CorpusOptions options,
            List<Integer> columns,
            Set<Integer> used,
            List<String> notes) {
        ZeroOneColumns zeroOne = new ZeroOneColumns(table, options);
        List<Integer> flags = columns.stream().filter(zeroOne::has).toList();
        List<Integer> lists =
                columns.stream().filter(c -> list(table, c, options).mayBeLists()).toList();
        if (lists.size() > 1) {
            throw new CorpusException(
                    "%s: any of the columns %s may list the labels; say which with --label-columns",
                    table.file(), table.names(lists));
        }
        if (lists.isEmpty() && flags.size() < 2) {
            int column = classColumn(table, options, columns, flags);
            used.add(column);
            return list(table, column, options).read("classes are taken from column '%s'", notes);
        }
        used.addAll(flags);
        if (lists.isEmpty()) {
            zeroOne.requireClear(columns.stream().filter(c -> !flags.contains(c)).toList());
            requireNoClasses(table, options, columns, flags);
            return zeroOne.read(flags, notes);
        }
        used.addAll(lists);
        String note = "labels are taken from the list column '%s'";
        ListColumn list = list(table, lists.get(0), options);
        if (flags.isEmpty()) {
            return list.firsts(list.read(note, notes), notes);
        }
        note += "; the %d columns of 0 and 1 say the same".formatted(flags.size());
        CsvLabels labels = list.read(note, notes);
        CsvLabels same = zeroOne.read(flags, new ArrayList<>());
        labels.requireAgreement(same, table, lists.get(0), table.names(flags));
        return list.firsts(labels, notes);
    }

    /** Asks which are meant where a column is called label and others are 0 and 1. */
    private static void requireNoClasses(
            CsvTable table, CorpusOptions options, List<Integer> columns, List<Integer> flags) {
        List<Integer> classes =
                columns.stream()
                        .filter(c -> list(table, c, options).isCalledLabel())
                        .filter(c -> list(table, c, options).mayBeClasses(false))
                        .toList();
        if (!classes.isEmpty()) {
            throw new CorpusException(
                    "%s: column '%s' may hold the classes, and the columns of 0 and 1 (%s) the labels; say which with --label-columns",
                    table.file(), table.names(classes), table.names(flags));
        }
    }

    private static ListColumn list(CsvTable table, int column, CorpusOptions options) {
        return new ListColumn(table, column, options);
    }

    private static int classColumn(
            CsvTable table, CorpusOptions options, List<Integer> columns, List<Integer> flags) {
        List<Integer> classes =
                columns.stream()
                        .filter(c -> list(table, c, options).mayBeClasses(columns.size() == 1))
                        .toList();
        List<Integer> called =
                classes.stream().filter(c -> list(table, c, options).isCalledLabel()).toList();
        if (called.size() == 1 || classes.size() == 1) {
            return called.size() == 1 ? called.get(0) : classes.get(0);
        }
        if (classes.size() > 1) {
            throw new CorpusException(
                    "%s: any of the columns %s may hold the classes; say which with --label-columns",
                    table.file(), table.names(classes));
        }
        throw new CorpusException(
                flags.isEmpty()
                        ? "%s: no column lists labels and none is all 0 and 1; name the label columns with --label-columns; the columns are %s"
                        : "%s: no column lists labels and only %s is all 0 and 1, which is one label, and two are needed: write two classes' names in place of 0 and 1, add a column, or name the label columns with --label-columns",
                table.file(),
                flags.isEmpty()
                        ? Check.shown(String.join(", ", table.header()))
                        : table.names(flags));
    }

    private void requireAgreement(CsvLabels flags, CsvTable table, int column, String names) {
        for (int row = 0; row < table.rows().size(); row++) {
            if (!namesOfRow(row).equals(flags.namesOfRow(row))) {
                throw new CorpusException(
                        "%s: the list column '%s' says %s, the columns of 0 and 1 (%s) say %s; choose with --label-columns",
                        table.rows().get(row).place(),
                        table.header().get(column),
                        Check.shown(namesOfRow(row)),
                        names,
                        Check.shown(flags.namesOfRow(row)));
            }
        }
    }
}
