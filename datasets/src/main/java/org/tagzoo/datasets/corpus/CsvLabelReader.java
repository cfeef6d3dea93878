package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.CorpusOptions.Meaning;

/**
 * Finds the columns of a table that hold labels, and reads them.
 *
 * <p>A column may be a list column if its fields are lists in brackets (one that is not, among ten
 * or more that are, is an error in its line), or if some field has several labels between
 * separators; its labels must be used twice on average, be at most {@value #MAX_LABEL} characters
 * long, and not all numbers, since free text and coordinates have commas too. A column may be a 0/1
 * column if all its fields are 0 or 1, blank or -1. If there is neither, a column may hold one
 * class a field, with the same bounds on labels.
 */
final class CsvLabelReader {

    static final int MAX_LABEL = 60;

    /** What columns of classes are mostly called. */
    private static final Set<String> LABEL_WORDS =
            Set.of(
                    "label",
                    "labels",
                    "class",
                    "classes",
                    "category",
                    "categories",
                    "target",
                    "tag",
                    "tags");

    private final CsvTable table;
    private final CorpusOptions options;
    private final List<String> notes;

    /**
     * @param notes told how labels were read
     */
    CsvLabelReader(CsvTable table, CorpusOptions options, List<String> notes) {
        this.table = table;
        this.options = options;
        this.notes = notes;
    }

    /**
     * Reads the labels of the columns the user named, or of those found.
     *
     * @param named the columns that the user named; none: they are looked for
     * @param imageColumn the column that names the images; never a label
     * @param others columns that are something else
     * @throws CorpusException if the columns named hold no labels, or none or several choices are
     *     found
     */
    CsvLabels read(List<Integer> named, int imageColumn, Set<Integer> others) {
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
        CsvLabels labels;
        Set<Integer> used = new HashSet<>(named);
        if (named.isEmpty()) {
            labels = found(rest, used);
        } else if (named.size() == 1 && !isZeroOne(named.get(0))) {
            labels = list(named.get(0), "labels are taken from column '%s'");
        } else {
            labels = zeroOne(named);
            noteZeroOne(named);
        }
        List<Integer> unused = rest.stream().filter(column -> !used.contains(column)).toList();
        if (!unused.isEmpty()) {
            notes.add("columns not used: " + table.names(unused));
        }
        return labels;
    }

    private CsvLabels found(List<Integer> columns, Set<Integer> used) {
        List<Integer> lists = columns.stream().filter(this::isList).toList();
        List<Integer> flags = columns.stream().filter(this::isZeroOne).toList();
        if (lists.size() > 1) {
            throw new CorpusException(
                    "%s: any of the columns %s may list the labels; say which with --label-columns",
                    table.file(), table.names(lists));
        }
        List<Integer> classes = columns.stream().filter(this::isClass).toList();
        if (lists.isEmpty() && flags.size() < 2 && !classes.isEmpty()) {
            int column = classColumn(classes);
            used.add(column);
            return list(column, "classes are taken from column '%s'");
        }
        used.addAll(flags);
        if (lists.isEmpty()) {
            requireFlags(columns, flags);
            CsvLabels labels = zeroOne(flags);
            noteZeroOne(flags);
            return labels;
        }
        used.addAll(lists);
        String note = "labels are taken from the list column '%s'";
        CsvLabels labels =
                list(
                        lists.get(0),
                        flags.isEmpty()
                                ? note
                                : note
                                        + "; the %d columns of 0 and 1 say the same"
                                                .formatted(flags.size()));
        if (!flags.isEmpty()) {
            requireAgreement(labels, lists.get(0), flags);
        }
        return labels;
    }

    private int classColumn(List<Integer> classes) {
        List<Integer> called =
                classes.stream()
                        .filter(
                                c ->
                                        LABEL_WORDS.contains(
                                                table.header().get(c).toLowerCase(Locale.ROOT)))
                        .toList();
        if (called.size() != 1 && classes.size() > 1) {
            throw new CorpusException(
                    "%s: any of the columns %s may hold the classes; say which with --label-columns",
                    table.file(), table.names(classes));
        }
        return called.size() == 1 ? called.get(0) : classes.get(0);
    }

    /** Requires two columns of 0 and 1; and that one bad field doesn't silently cost a label. */
    private void requireFlags(List<Integer> columns, List<Integer> flags) {
        if (flags.size() == 1) {
            throw new CorpusException(
                    "%s: no column lists labels and only %s is all 0 and 1, which is one label, and two are needed: write two classes' names in place of 0 and 1, add a column, or name the label columns with --label-columns",
                    table.file(), table.names(flags));
        }
        if (flags.isEmpty()) {
            throw new CorpusException(
                    "%s: no column lists labels and none is all 0 and 1; name the label columns with --label-columns; the columns are %s",
                    table.file(), Check.shown(String.join(", ", table.header())));
        }
        for (int column : columns) {
            List<CsvTable.Row> bad =
                    table.rows().stream().filter(row -> !isFlag(row.field(column))).toList();
            if (!flags.contains(column)
                    && 10 * bad.size() <= table.rows().size()
                    && !bad.isEmpty()) {
                throw new CorpusException(
                        "%s: column '%s' is 0 or 1 but for %d rows, here '%s'; correct it, or name the label columns with --label-columns",
                        bad.get(0).place(),
                        table.header().get(column),
                        bad.size(),
                        Check.shown(bad.get(0).field(column)));
            }
        }
    }

    private void requireAgreement(CsvLabels labels, int column, List<Integer> flags) {
        CsvLabels zeroOne = zeroOne(flags);
        for (int row = 0; row < table.rows().size(); row++) {
            if (!labels.namesOfRow(row).equals(zeroOne.namesOfRow(row))) {
                throw new CorpusException(
                        "%s: the list column '%s' says %s, the columns of 0 and 1 (%s) say %s; choose with --label-columns",
                        table.rows().get(row).place(),
                        table.header().get(column),
                        Check.shown(labels.namesOfRow(row)),
                        table.names(flags),
                        Check.shown(zeroOne.namesOfRow(row)));
            }
        }
    }

    private CsvLabels list(int column, String note) {
        List<String> fields = table.fields(column);
        LabelList form = form(column, fields);
        List<List<String>> lists = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            String needed = "a list such as ['Comedy', 'Drama'] is needed";
            lists.add(form.parse(row.field(column)).orElseThrow(() -> wrong(row, column, needed)));
        }
        List<String> names = lists.stream().flatMap(List::stream).distinct().sorted().toList();
        if (form.isBrackets()
                && lists.stream().allMatch(list -> list.size() > 1)
                && names.stream().allMatch(name -> flag(name + (name.endsWith(".") ? "0" : "")))) {
            throw wrong(
                    table.rows().get(0),
                    column,
                    "names are needed, or a column of 0 and 1 a label");
        }
        notes.add(
                (note + ", %s").formatted(table.header().get(column), form.describe())
                        + example(fields, form));
        long none = fields.stream().filter(f -> !f.isEmpty() && LabelList.isNone(f)).count();
        if (none > 0) {
            notes.add("fields that say there is no label, such as None: " + none);
        }
        Map<String, Integer> indices = new HashMap<>();
        names.forEach(name -> indices.put(name, indices.size()));
        List<SortedSet<Integer>> ofRow = new ArrayList<>();
        lists.forEach(list -> ofRow.add(new TreeSet<>(list.stream().map(indices::get).toList())));
        return new CsvLabels(names, ofRow);
    }

    /** Returns the form of a column's fields; asks where blanks may be separators or not. */
    private LabelList form(int column, List<String> fields) {
        if (options.separator().isPresent()) {
            return LabelList.named(options.separator().get());
        }
        LabelList form = LabelList.of(fields);
        Optional<String> unclear =
                "".equals(form.separator()) ? LabelList.unclearBlank(fields) : Optional.empty();
        if (unclear.isPresent()) {
            throw new CorpusException(
                    "%s: column '%s': is '%s' one label, or several with blanks between them? Say --separator none for one, --separator space for several",
                    table.file(), table.header().get(column), Check.shown(unclear.get()));
        }
        return form;
    }

    private static String example(List<String> fields, LabelList form) {
        return fields.stream()
                .filter(field -> form.parse(field).orElseThrow().size() > 1)
                .findFirst()
                .map(
                        f ->
                                ": '%s' is %s"
                                        .formatted(
                                                Check.shown(f),
                                                Check.shown(form.parse(f).orElseThrow())))
                .orElse("");
    }

    private CsvLabels zeroOne(List<Integer> columns) {
        List<SortedSet<Integer>> ofRow = new ArrayList<>();
        List<SortedSet<Integer>> unknown = new ArrayList<>();
        requireMeanings(columns);
        for (CsvTable.Row row : table.rows()) {
            ofRow.add(new TreeSet<>());
            unknown.add(new TreeSet<>());
            for (int i = 0; i < columns.size(); i++) {
                switch (meaning(row, columns.get(i))) {
                    case POSITIVE -> ofRow.get(ofRow.size() - 1).add(i);
                    case UNKNOWN -> unknown.get(unknown.size() - 1).add(i);
                    case NEGATIVE -> {}
                }
            }
        }
        return new CsvLabels(columns.stream().map(table.header()::get).toList(), ofRow, unknown);
    }

    private Meaning meaning(CsvTable.Row row, int column) {
        String field = row.field(column);
        Optional<Meaning> said =
                LabelList.isNone(field)
                        ? options.blank()
                        : CsvLabels.isUncertain(field) ? options.uncertain() : Optional.empty();
        if (said.isPresent()) {
            return said.get();
        }
        return CsvLabels.flag(field)
                .map(is -> is ? Meaning.POSITIVE : Meaning.NEGATIVE)
                .orElseThrow(
                        () -> wrong(row, column, "0 or 1 is needed (or 0.0, 1.0, true, false)"));
    }

    /** Requires that the user has said what blanks and -1 mean, where there are any. */
    private void requireMeanings(List<Integer> columns) {
        List<String> open = new ArrayList<>();
        List<String> options1 = new ArrayList<>();
        ask(columns, LabelList::isNone, options.blank(), "blank", "--blank", open, options1);
        ask(
                columns,
                CsvLabels::isUncertain,
                options.uncertain(),
                "-1",
                "--uncertain",
                open,
                options1);
        if (!open.isEmpty()) {
            throw new CorpusException(
                    "%s: of the columns of 0 and 1, %s; say what that means with %s negative, positive or unknown",
                    table.file(), String.join(" and ", open), String.join(" and ", options1));
        }
    }

    private void ask(
            List<Integer> columns,
            Predicate<String> has,
            Optional<Meaning> said,
            String what,
            String option,
            List<String> open,
            List<String> toSay) {
        Map<Integer, Long> counts = counts(columns, has);
        if (counts.isEmpty() || said.isPresent()) {
            return;
        }
        open.add(
                "%d fields are %s (in %s)"
                        .formatted(
                                counts.values().stream().mapToLong(Long::longValue).sum(),
                                what,
                                table.names(counts.keySet())));
        toSay.add(option);
    }

    private Map<Integer, Long> counts(List<Integer> columns, Predicate<String> has) {
        return columns.stream()
                .filter(column -> table.fields(column).stream().anyMatch(has))
                .collect(
                        Collectors.toMap(
                                column -> column,
                                column -> table.fields(column).stream().filter(has).count()));
    }

    private void noteZeroOne(List<Integer> columns) {
        notes.add(
                "labels are taken from %d columns of 0 and 1: %s"
                        .formatted(columns.size(), table.names(columns)));
        noteMeaning(columns, LabelList::isNone, options.blank(), "blank");
        noteMeaning(columns, CsvLabels::isUncertain, options.uncertain(), "-1");
    }

    private void noteMeaning(
            List<Integer> columns, Predicate<String> has, Optional<Meaning> said, String what) {
        long count = counts(columns, has).values().stream().mapToLong(Long::longValue).sum();
        if (count > 0) {
            notes.add(
                    "%d fields that are %s are taken as %s"
                            .formatted(
                                    count,
                                    what,
                                    said.orElseThrow().name().toLowerCase(Locale.ROOT)));
        }
    }

    private CorpusException wrong(CsvTable.Row row, int column, String needed) {
        return new CorpusException(
                "%s: column '%s': %s, not '%s'",
                row.place(), table.header().get(column), needed, Check.shown(row.field(column)));
    }

    private static boolean flag(String field) {
        return CsvLabels.flag(field).isPresent();
    }

    private static boolean isFlag(String field) {
        return flag(field) || LabelList.isNone(field) || CsvLabels.isUncertain(field);
    }

    private boolean isZeroOne(int column) {
        List<String> fields = table.fields(column);
        return fields.stream().allMatch(CsvLabelReader::isFlag)
                && fields.stream().anyMatch(CsvLabelReader::flag);
    }

    private boolean isList(int column) {
        List<String> fields = table.fields(column);
        LabelList form =
                options.separator().map(LabelList::named).orElseGet(() -> LabelList.of(fields));
        List<List<String>> lists =
                fields.stream().map(form::parse).flatMap(Optional::stream).toList();
        int broken = fields.size() - lists.size();
        return (form.isBrackets() || lists.stream().anyMatch(list -> list.size() > 1))
                && 10L * broken <= fields.size()
                && areLabels(lists.stream().flatMap(List::stream).toList());
    }

    private boolean isClass(int column) {
        List<String> fields = table.fields(column);
        List<String> uses = fields.stream().filter(field -> !LabelList.isNone(field)).toList();
        boolean called =
                LABEL_WORDS.contains(table.header().get(column).toLowerCase(Locale.ROOT))
                        && uses.stream().anyMatch(use -> !isFlag(use))
                        && uses.size() >= 2L * new HashSet<>(uses).size();
        return !LabelList.of(fields).isBrackets() && !uses.isEmpty() && (called || areLabels(uses));
    }

    private static boolean areLabels(List<String> uses) {
        return uses.stream().allMatch(label -> label.length() <= MAX_LABEL)
                && uses.stream().anyMatch(label -> !label.matches("[-+0-9.eE ]+"))
                && uses.size() >= 2L * new HashSet<>(uses).size();
    }
}
