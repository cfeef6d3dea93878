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
import org.tagzoo.datasets.check.Check;

/**
 * A column of lists of labels, or of one label a field.
 *
 * <p>It may be a list column if its fields are lists in brackets (one that is not, among ten or
 * more that are, is an error in its line), or if some field has several labels between separators;
 * its labels must be used twice on average, be at most {@value #MAX_LABEL} characters long, and not
 * all numbers, since free text and coordinates have commas too. It may be a class column within the
 * same bounds; of one that is called {@code label} or the like numbers are classes too.
 */
final class ListColumn {

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
    private final int column;
    private final Optional<String> separator;
    private final List<String> fields;

    ListColumn(CsvTable table, int column, Optional<String> separator) {
        this.table = table;
        this.column = column;
        this.separator = separator;
        this.fields = table.fields(column);
    }

    /** Returns whether its name is a word for labels. */
    boolean isCalledLabel() {
        return LABEL_WORDS.contains(table.header().get(column).toLowerCase(Locale.ROOT));
    }

    boolean mayBeLists() {
        LabelList form = form();
        List<List<String>> lists =
                fields.stream().map(form::parse).flatMap(Optional::stream).toList();
        int broken = fields.size() - lists.size();
        return (form.isBrackets() || lists.stream().anyMatch(list -> list.size() > 1))
                && 10L * broken <= fields.size()
                && areLabels(lists.stream().flatMap(List::stream).toList(), false);
    }

    /**
     * @param alone whether no other column could hold labels
     */
    boolean mayBeClasses(boolean alone) {
        List<String> uses = fields.stream().filter(field -> !LabelList.isNone(field)).toList();
        boolean flags = uses.stream().allMatch(use -> ZeroOneColumns.flag(use).isPresent());
        boolean whole = uses.stream().allMatch(use -> use.matches("[0-9]{1,6}"));
        return !LabelList.of(fields).isBrackets()
                && !flags
                && areLabels(uses, isCalledLabel() || (alone && whole));
    }

    private static boolean areLabels(List<String> uses, boolean numbers) {
        return !uses.isEmpty()
                && uses.stream().allMatch(label -> label.length() <= MAX_LABEL)
                && (numbers || uses.stream().anyMatch(label -> !label.matches("[-+0-9.eE ]+")))
                && uses.size() >= 2L * new HashSet<>(uses).size();
    }

    /**
     * Reads it.
     *
     * @param note what to say of it, with a place for its name
     * @param notes told that, and how labels were separated
     * @throws CorpusException if a field is no list where others are, or it is not clear whether
     *     fields are one label or several
     */
    CsvLabels read(String note, List<String> notes) {
        LabelList form = form();
        if (separator.isEmpty() && "".equals(form.separator())) {
            requireClear();
        }
        List<List<String>> lists = new ArrayList<>();
        String example = "";
        for (CsvTable.Row row : table.rows()) {
            String field = row.field(column);
            List<String> list =
                    form.parse(field)
                            .orElseThrow(
                                    () ->
                                            table.wrong(
                                                    row,
                                                    column,
                                                    "a list such as ['Comedy', 'Drama'] is needed"));
            lists.add(list);
            if (example.isEmpty() && list.size() > 1) {
                example = ": '%s' is %s".formatted(Check.shown(field), Check.shown(list));
            }
        }
        List<String> names = lists.stream().flatMap(List::stream).distinct().sorted().toList();
        requireNames(form, lists, names);
        notes.add(
                (note + ", %s%s").formatted(table.header().get(column), form.describe(), example));
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

    private LabelList form() {
        return separator.map(LabelList::named).orElseGet(() -> LabelList.of(fields));
    }

    /** Asks where a field may be one label or several. */
    private void requireClear() {
        Optional<String> unclear = LabelList.unclear(fields);
        if (unclear.isPresent()) {
            throw new CorpusException(
                    "%s: column '%s': is '%s' one label, or several? Say --separator none for one, --separator %s for several",
                    table.file(),
                    table.header().get(column),
                    Check.shown(unclear.get()),
                    LabelList.unclearSeparator(unclear.get()));
        }
    }

    /** Refuses lists of 0 and 1, a number for each label, of which nobody knows the name. */
    private void requireNames(LabelList form, List<List<String>> lists, List<String> names) {
        boolean numbers =
                names.stream()
                        .map(name -> name.endsWith(".") ? name + "0" : name)
                        .allMatch(name -> ZeroOneColumns.flag(name).isPresent());
        if (form.isBrackets() && numbers && lists.stream().allMatch(list -> list.size() > 1)) {
            throw table.wrong(
                    table.rows().get(0),
                    column,
                    "names are needed, or a column of 0 and 1 for each label");
        }
    }
}
