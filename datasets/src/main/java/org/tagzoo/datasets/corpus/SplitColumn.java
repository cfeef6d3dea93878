package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;

/**
 * The columns of a table that say which part of a split an image is in. They are never labels.
 *
 * <ul>
 *   <li>a column whose fields are all words such as train, valid and test, or train, another part
 *       and other words, which are no part;
 *   <li>the same in short (TR, VA, TE), in a column that is called split or the like, or has all
 *       three;
 *   <li>{@code is_valid}, {@code is_test}, {@code is_train}, {@code val} or {@code test} with 0 and
 *       1; several may be there; and {@code train} where the labels are in another kind of column;
 *   <li>{@code train}, {@code valid} and {@code test} with 0 and 1, where just one of them is 1 in
 *       each row;
 *   <li>{@code split} or {@code partition} with 0 for train, 1 for validation and 2 for test;
 *   <li>{@code fold} with at least three whole numbers: the highest is test, the one below it
 *       validation.
 * </ul>
 *
 * @param columns their indices; empty if there are none
 * @param parts the part of each row: train, validation, test, or none
 */
record SplitColumn(Set<Integer> columns, List<Optional<String>> parts) {

    private static final Map<String, List<String>> FLAGS =
            Map.of(
                    "isvalid", List.of("train", "validation"),
                    "isval", List.of("train", "validation"),
                    "isvalidation", List.of("train", "validation"),
                    "istest", List.of("train", "test"),
                    "test", List.of("train", "test"),
                    "val", List.of("train", "validation"),
                    "validation", List.of("train", "validation"),
                    "istrain", List.of("test", "train"),
                    "istraining", List.of("test", "train"),
                    "istrainingimage", List.of("test", "train"));

    private static final Set<String> NUMBERED =
            Set.of("split", "partition", "evaluationstatus", "subset");
    private static final Set<String> SPLITS =
            Set.of("split", "partition", "subset", "set", "part", "phase", "usage");
    private static final Set<String> FOLDS =
            Set.of("fold", "folds", "kfold", "foldid", "cv", "cvfold");

    /**
     * Finds them.
     *
     * @param taken columns that are something else
     * @param labelsNamed whether the columns of the labels are among them
     * @param notes told what was found
     * @throws CorpusException if a column {@code train} of 0 and 1 may be a label too
     */
    static SplitColumn find(
            CsvTable table, Set<Integer> taken, boolean labelsNamed, List<String> notes) {
        Set<Integer> columns = new HashSet<>();
        List<Optional<String>> parts = new ArrayList<>();
        table.rows().forEach(row -> parts.add(Optional.empty()));
        Set<Integer> oneOfThese = oneOfThese(table, taken);
        for (int column = 0; column < table.header().size(); column++) {
            String name = table.header().get(column);
            Optional<UnaryOperator<String>> reading =
                    taken.contains(column)
                            ? Optional.empty()
                            : oneOfThese.contains(column)
                                    ? Optional.of(
                                            value ->
                                                    is(value)
                                                            ? PartNames.part(name).orElse(null)
                                                            : null)
                                    : reading(table, column)
                                            .or(train(table, column, taken, labelsNamed));
            if (reading.isEmpty()) {
                continue;
            }
            columns.add(column);
            for (int row = 0; row < parts.size(); row++) {
                Optional<String> part =
                        Optional.ofNullable(
                                reading.get().apply(table.rows().get(row).field(column)));
                // Of is_valid and is_test, the one that is 1 says what it is.
                if (SameImages.RANKS.compare(part, parts.get(row)) > 0) {
                    parts.set(row, part);
                }
            }
            boolean any =
                    table.fields(column).stream().anyMatch(f -> reading.get().apply(f) != null);
            notes.add(
                    "column '%s' %s; it is no label"
                            .formatted(
                                    Check.shown(name),
                                    any
                                            ? "says which part an image is in"
                                            : "numbers folds, of which three are needed for train, validation and test, so images are split anew"));
        }
        return new SplitColumn(columns, parts);
    }

    /** Returns columns that are named for parts, of which each row has just one. */
    private static Set<Integer> oneOfThese(CsvTable table, Set<Integer> taken) {
        Set<Integer> columns = new HashSet<>();
        for (int column = 0; column < table.header().size(); column++) {
            if (!taken.contains(column) && PartNames.part(table.header().get(column)).isPresent()) {
                columns.add(column);
            }
        }
        boolean one =
                columns.size() > 1
                        && table.rows().stream()
                                .allMatch(
                                        row ->
                                                columns.stream()
                                                                .filter(c -> is(row.field(c)))
                                                                .count()
                                                        == 1);
        return one ? columns : Set.of();
    }

    /**
     * Reads {@code train} of 0 and 1 beside labels that stand elsewhere. Beside other columns of 0
     * and 1, such as car and bus, it may be one of them, and is where each image has just one.
     */
    private static Supplier<Optional<UnaryOperator<String>>> train(
            CsvTable table, int column, Set<Integer> taken, boolean labelsNamed) {
        return () -> {
            boolean called = table.header().get(column).strip().equalsIgnoreCase("train");
            if (!called || !isFlags(table, column)) {
                return Optional.empty();
            }
            List<Integer> others =
                    IntStream.range(0, table.header().size())
                            .filter(c -> c != column && !taken.contains(c) && isFlags(table, c))
                            .boxed()
                            .toList();
            boolean oneOfAll =
                    table.rows().stream()
                            .allMatch(
                                    row ->
                                            others.stream().filter(c -> is(row.field(c))).count()
                                                    == (is(row.field(column)) ? 0 : 1));
            if (!labelsNamed && oneOfAll) {
                return Optional.empty();
            }
            if (!labelsNamed && !others.isEmpty()) {
                throw new CorpusException(
                        "%s: column '%s' of 0 and 1 may be a label, such as %s, or say which images are to train on; name the labels with --label-columns, with it or without it",
                        table.file(), table.header().get(column), table.names(others));
            }
            return Optional.of(value -> is(value) ? "train" : "test");
        };
    }

    private static boolean isFlags(CsvTable table, int column) {
        return table.fields(column).stream().allMatch(f -> ZeroOneColumns.flag(f).isPresent());
    }

    private static boolean is(String field) {
        return ZeroOneColumns.flag(field).orElse(false);
    }

    private static Optional<UnaryOperator<String>> reading(CsvTable table, int column) {
        List<String> fields = table.fields(column);
        NavigableSet<String> values = new TreeSet<>(NaturalOrder.INSTANCE);
        fields.stream().filter(field -> !field.isEmpty()).forEach(values::add);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Set<String> parts =
                values.stream()
                        .map(PartNames::part)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
        boolean all = values.stream().allMatch(value -> PartNames.part(value).isPresent());
        String name = table.header().get(column).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        Set<Optional<String>> inShort =
                values.stream().map(PartNames::ofField).collect(Collectors.toSet());
        if (!inShort.contains(Optional.<String>empty())
                && (inShort.size() == 3 || (inShort.size() > 1 && SPLITS.contains(name)))) {
            return Optional.of(value -> PartNames.ofField(value).orElse(null));
        }
        if (all || (parts.contains("train") && parts.size() > 1)) {
            return Optional.of(value -> PartNames.part(value).orElse(null));
        }
        if (FLAGS.containsKey(name)
                && values.stream().allMatch(value -> ZeroOneColumns.flag(value).isPresent())) {
            return Optional.of(
                    value ->
                            ZeroOneColumns.flag(value)
                                    .map(flag -> FLAGS.get(name).get(flag ? 1 : 0))
                                    .orElse(null));
        }
        if (NUMBERED.contains(name) && values.stream().allMatch(value -> value.matches("[012]"))) {
            return Optional.of(
                    value ->
                            value.isEmpty()
                                    ? null
                                    : List.of("train", "validation", "test")
                                            .get(Integer.parseInt(value)));
        }
        if (FOLDS.contains(name)
                && values.stream()
                        .allMatch(value -> value.matches("[^0-9]{0,9}[0-9]{1,4}(\\.0)?"))) {
            return Optional.of(value -> fold(value, List.copyOf(values)));
        }
        return Optional.empty();
    }

    private static String fold(String value, List<String> folds) {
        int at = folds.indexOf(value);
        if (at < 0 || folds.size() < 3) {
            return null; // two folds are no three parts
        }
        return at == folds.size() - 1 ? "test" : at == folds.size() - 2 ? "validation" : "train";
    }
}
