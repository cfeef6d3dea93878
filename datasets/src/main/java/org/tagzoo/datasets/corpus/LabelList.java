package org.tagzoo.datasets.corpus;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How the labels of an image stand in one field of a table. A blank field has no labels, nor has
 * one that says {@code None}, {@code nan} or the like; blanks around a label don't count.
 *
 * @param separator what stands between labels; empty: a field is one label; {@code null}: fields
 *     are lists in brackets, as Python (lists, sets, tuples), numpy and JSON write them
 */
record LabelList(String separator) {

    /** Looked for in this order. */
    private static final List<String> SEPARATORS = List.of("|", ";", ",", "\t");

    private static final Map<String, String> NAMES =
            Map.of(
                    "space",
                    " ",
                    "tab",
                    "\t",
                    "none",
                    "",
                    "comma",
                    ",",
                    "semicolon",
                    ";",
                    "bar",
                    "|");

    private static final Set<String> NONE =
            Set.of(
                    "none",
                    "null",
                    "nan",
                    "<na>",
                    "na",
                    "n/a",
                    "#n/a",
                    "-",
                    "no label",
                    "no labels",
                    "unlabelled",
                    "unlabeled");

    /** What may stand between labels, or in one. */
    private static final Pattern UNCLEAR = Pattern.compile("[\\s/&+]+");

    private static final Pattern COMMA_IN_LABEL = Pattern.compile("[^,]*,\\s.*|[-+]?\\d+,\\d+");

    /** Returns the form that a user names: {@code space}, {@code none}, or the separator itself. */
    static LabelList named(String separator) {
        String text = NAMES.getOrDefault(separator.toLowerCase(Locale.ROOT), separator);
        if (text.chars().anyMatch(c -> Character.isLetterOrDigit(c) || c == '"')) {
            throw new CorpusException(
                    "--separator is space, tab, none, or signs such as ; between the labels, not '%s'",
                    separator);
        }
        return new LabelList(text);
    }

    /**
     * Returns the form of a column: brackets if at least half of the fields that have labels are in
     * them, else the first of bars, semicolons, commas and tabs that any has, else one label each.
     */
    static LabelList of(List<String> fields) {
        int filled = 0;
        int brackets = 0;
        Set<String> found = new HashSet<>();
        for (String field : fields) {
            if (!isNone(field)) {
                filled++;
                brackets += BracketList.inside(field).isPresent() ? 1 : 0;
                SEPARATORS.stream().filter(field::contains).forEach(found::add);
            }
        }
        if (filled > 0 && 2 * brackets >= filled) {
            return new LabelList(null);
        }
        return new LabelList(SEPARATORS.stream().filter(found::contains).findFirst().orElse(""));
    }

    /**
     * Returns a field whose words may be labels of their own: one of them stands in another field
     * too. Empty if each field is clearly one label.
     */
    static Optional<String> unclear(List<String> fields) {
        Set<String> distinct = new TreeSet<>(fields);
        Map<String, Integer> uses = new HashMap<>();
        for (String field : distinct) {
            words(field).forEach(word -> uses.merge(word, 1, Integer::sum));
        }
        return distinct.stream()
                .filter(field -> words(field).size() > 1)
                .filter(field -> words(field).stream().anyMatch(word -> uses.get(word) > 1))
                .findFirst();
    }

    /**
     * Returns a field with a comma that may stand in one label: it is followed by a blank, or
     * stands between digits, and in no field one of the labels on its sides stands without the
     * others.
     */
    Optional<String> unclearComma(List<String> fields) {
        List<String> several =
                fields.stream().distinct().filter(f -> parse(f).orElseThrow().size() > 1).toList();
        Map<String, Integer> uses = new HashMap<>();
        fields.stream()
                .distinct()
                .flatMap(field -> parse(field).orElseThrow().stream().distinct())
                .forEach(label -> uses.merge(label, 1, Integer::sum));
        boolean apart =
                several.stream()
                        .flatMap(field -> parse(field).orElseThrow().stream())
                        .anyMatch(label -> uses.get(label) > 1);
        return ",".equals(separator) && !apart
                ? several.stream().filter(f -> COMMA_IN_LABEL.matcher(f).matches()).findFirst()
                : Optional.empty();
    }

    /** Returns a label with another separator in it, between which another label stands. */
    Optional<String> unclearLabel(Collection<String> labels) {
        Set<String> all = Set.copyOf(labels);
        return SEPARATORS.contains(separator)
                ? labels.stream()
                        .filter(
                                label ->
                                        SEPARATORS.stream()
                                                .filter(label::contains)
                                                .map(other -> new LabelList(other).parse(label))
                                                .anyMatch(
                                                        p ->
                                                                p.orElseThrow().stream()
                                                                        .anyMatch(all::contains)))
                        .findFirst()
                : Optional.empty();
    }

    /** Returns how a user names what stands between the words of a field. */
    static String unclearSeparator(String field) {
        return field.contains(" ")
                ? "space"
                : UNCLEAR.matcher(field)
                        .results()
                        .findFirst()
                        .map(MatchResult::group)
                        .orElse("space");
    }

    private static Set<String> words(String field) {
        return Set.copyOf(
                Arrays.stream(UNCLEAR.split(field)).filter(word -> !word.isEmpty()).toList());
    }

    /** Returns whether a field says that there are no labels: in a word, or with an empty list. */
    static boolean isNone(String field) {
        return field.isEmpty()
                || field.equals("''")
                || field.equals("\"\"")
                || NONE.contains(field.toLowerCase(Locale.ROOT))
                || BracketList.inside(field)
                        .map(BracketList::labels)
                        .filter(List::isEmpty)
                        .isPresent();
    }

    /** Returns whether fields are lists in brackets. */
    boolean isBrackets() {
        return separator == null;
    }

    /** Returns the form in words, to stand behind "labels are". */
    String describe() {
        if (isBrackets()) {
            return "lists in brackets";
        }
        return switch (separator) {
            case "" -> "one a field";
            case " " -> "separated by blanks";
            case "\t" -> "separated by tabs";
            default -> "separated by '" + separator + "'";
        };
    }

    /** Returns the labels in the order of the field, or nothing if the field has another form. */
    Optional<List<String>> parse(String field) {
        if (isNone(field)) {
            return Optional.of(List.of());
        }
        if (isBrackets()) {
            return BracketList.inside(field).map(BracketList::labels);
        }
        if (separator.isEmpty()) {
            return Optional.of(List.of(field));
        }
        String blanks = separator.equals(" ") ? "\\s+" : Pattern.quote(separator);
        return Optional.of(
                Arrays.stream(field.split(blanks))
                        .map(String::strip)
                        .filter(label -> !label.isEmpty())
                        .toList());
    }
}
