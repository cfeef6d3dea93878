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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.CorpusOptions.Several;

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
                    "tags",
                    "genre",
                    "genres");

    /** What may stand around these words: {@code objects.label}, {@code genre_ids}. */
    private static final Pattern NUMBERED = Pattern.compile(".*\\.|[_ ]?(ids?|index|idx)$");

    /** Words such as yes and no are classes where no other column has any. */
    private static final Pattern FLAG = Pattern.compile("(?i)[01](\\.0)?|true|false");

    private final CsvTable table;
    private final int column;
    private final Optional<String> separator;
    private final boolean meansBlank;
    private final boolean firstOnly;
    private final List<String> fields;

    ListColumn(CsvTable table, int column, CorpusOptions options) {
        this.table = table;
        this.column = column;
        this.separator = options.separator();
        this.meansBlank = options.blank().isPresent();
        this.firstOnly = options.several().equals(Optional.of(Several.FIRST));
        this.fields = table.fields(column);
    }

    /** Returns whether its name is a word for labels. */
    boolean isCalledLabel() {
        String name = table.header().get(column).toLowerCase(Locale.ROOT);
        return LABEL_WORDS.contains(NUMBERED.matcher(name).replaceAll(""));
    }

    boolean mayBeLists() {
        LabelList form = form();
        List<List<String>> lists =
                fields.stream().map(form::parse).flatMap(Optional::stream).toList();
        int broken = fields.size() - lists.size();
        return (form.isBrackets() || lists.stream().anyMatch(list -> list.size() > 1))
                && 10L * broken <= fields.size()
                && areLabels(
                        lists.stream().flatMap(List::stream).toList(),
                        form.isBrackets() && isCalledLabel());
    }

    /**
     * @param alone whether no other column could hold labels
     */
    boolean mayBeClasses(boolean alone) {
        List<String> uses = fields.stream().filter(field -> !LabelList.isNone(field)).toList();
        boolean flags = uses.stream().allMatch(use -> FLAG.matcher(use).matches());
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
        if (separator.isEmpty() && !form.isBrackets()) {
            requireClear(form);
        }
        requireNoMeaning();
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
        if (example.isEmpty() && separator.isPresent() && !"".equals(form.separator())) {
            notes.add("no field has several labels between the --separator that was said");
        }
        List<String> none =
                fields.stream().filter(f -> !f.isEmpty() && LabelList.isNone(f)).toList();
        if (!none.isEmpty()) {
            notes.add(
                    "fields that say there is no label, '%s': %d; where that is the name of a class, write it another way"
                            .formatted(
                                    none.stream().distinct().collect(Collectors.joining("', '")),
                                    none.size()));
        }
        Map<String, Integer> indices = new HashMap<>();
        names.forEach(name -> indices.put(name, indices.size()));
        List<SortedSet<Integer>> ofRow = new ArrayList<>();
        lists.forEach(list -> ofRow.add(new TreeSet<>(list.stream().map(indices::get).toList())));
        return new CsvLabels(names, ofRow);
    }

    /**
     * Returns its labels, or the first of each list if the user wants that.
     *
     * @param labels as it was read
     * @param notes told where the order of lists says nothing
     */
    CsvLabels firsts(CsvLabels labels, List<String> notes) {
        if (!firstOnly) {
            return labels;
        }
        List<List<String>> lists = fields.stream().map(form()::parse).map(Optional::get).toList();
        List<List<String>> several = lists.stream().filter(list -> list.size() > 1).toList();
        long sorted = several.stream().filter(l -> l.stream().sorted().toList().equals(l)).count();
        if (sorted > 0 && 4 * sorted >= 3L * several.size()) {
            notes.add(
                    "WARNING: of %d lists with several labels, %d are in the order of the alphabet, so that the first label says little of the image; --several rarest or single do not look at the order"
                            .formatted(several.size(), sorted));
        }
        List<SortedSet<Integer>> firsts = new ArrayList<>();
        for (List<String> list : lists) {
            firsts.add(new TreeSet<>(list.stream().limit(1).map(labels.names()::indexOf).toList()));
        }
        return new CsvLabels(labels.names(), firsts);
    }

    private LabelList form() {
        LabelList found = LabelList.of(fields);
        // Brackets end where a list does, whatever stands between its labels.
        return separator
                .map(LabelList::named)
                .filter(named -> named.separator().isEmpty() || !found.isBrackets())
                .orElse(found);
    }

    /** Refuses to say what blanks mean where there is no column of 0 and 1 to say it of. */
    private void requireNoMeaning() {
        long blank = fields.stream().filter(LabelList::isNone).count();
        if (meansBlank && blank > 0) {
            throw new CorpusException(
                    "%s: --blank is for columns of 0 and 1; column '%s' lists labels, and its %d blank fields have none: leave the option, or those rows, out",
                    table.file(), table.header().get(column), blank);
        }
    }

    /** Asks where a field may be one label or several. */
    private void requireClear(LabelList form) {
        Optional<String> unclear =
                form.separator().isEmpty() ? LabelList.unclear(fields) : form.unclearComma(fields);
        if (unclear.isPresent()) {
            throw new CorpusException(
                    "%s: column '%s': is '%s' one label, or several? Say --separator none for one, --separator %s for several",
                    table.file(),
                    table.header().get(column),
                    Check.shown(unclear.get()),
                    form.separator().isEmpty()
                            ? LabelList.unclearSeparator(unclear.get())
                            : "comma");
        }
        SortedSet<String> labels = new TreeSet<>();
        fields.forEach(field -> labels.addAll(form.parse(field).orElseThrow()));
        form.unclearLabel(labels)
                .ifPresent(
                        label -> {
                            throw new CorpusException(
                                    "%s: column '%s': labels are %s, but '%s' may be several too; write one sign between all of them, or keep it one label with --separator '%s'",
                                    table.file(),
                                    table.header().get(column),
                                    form.describe(),
                                    Check.shown(label),
                                    form.separator());
                        });
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
