package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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
                    "set()",
                    "[]",
                    "()",
                    "{}",
                    "no label",
                    "no labels",
                    "unlabelled",
                    "unlabeled");

    private static final Pattern WRAPPED =
            Pattern.compile(
                    "(?s)(?:(?:np|numpy)\\.)?(?:array|set|frozenset|list|tuple)\\((.*?)(?:,\\s*dtype=[^)]*)?\\)");

    private static final Pattern NUMPY_TEXT =
            Pattern.compile("(?:np\\.)?str_\\(('[^']*'|\"[^\"]*\")\\)");

    /** What may stand between labels, or in one. */
    private static final Pattern UNCLEAR = Pattern.compile("[\\s/&+]+");

    private static final String BRACKETS = "[]()" + "{}";

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
                brackets += inBrackets(field).isPresent() ? 1 : 0;
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

    /** Returns whether a field says in a word that there are no labels, or is blank. */
    static boolean isNone(String field) {
        return field.isEmpty() || NONE.contains(field.toLowerCase(Locale.ROOT));
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
            return inBrackets(field).map(LabelList::tokens);
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

    /** Returns what is between the brackets of a field, if it has any. */
    private static Optional<String> inBrackets(String field) {
        String list = field;
        Matcher wrapped = WRAPPED.matcher(list);
        if (wrapped.matches()) {
            list = wrapped.group(1).strip();
        }
        if (list.length() < 2) {
            return Optional.empty();
        }
        int open = BRACKETS.indexOf(list.charAt(0));
        boolean closed =
                open >= 0
                        && open % 2 == 0
                        && list.charAt(list.length() - 1) == BRACKETS.charAt(open + 1);
        return closed ? Optional.of(list.substring(1, list.length() - 1)) : Optional.empty();
    }

    /**
     * Returns texts between commas, or quoted ones between blanks; {@code null} if it is neither.
     */
    private static List<String> tokens(String list) {
        String text = NUMPY_TEXT.matcher(list).replaceAll("$1");
        List<String> labels = new ArrayList<>();
        int end = text.length();
        int at = skipBlanks(text, 0);
        while (at < end) {
            char quote = text.charAt(at);
            StringBuilder label = new StringBuilder();
            boolean quoted = quote == '\'' || quote == '"';
            if (quoted) {
                at++;
                while (at < end && text.charAt(at) != quote) {
                    if (text.charAt(at) == '\\' && at + 1 < end) {
                        at++;
                    }
                    label.append(text.charAt(at++));
                }
                if (at >= end) {
                    return null; // the quote is not closed
                }
                int after = at + 1;
                at = skipBlanks(text, after);
                // numpy prints quoted texts with blanks between them
                boolean next = at > after && at < end && "'\"".indexOf(text.charAt(at)) >= 0;
                if (!next && at < end && text.charAt(at++) != ',') {
                    return null;
                }
            } else {
                while (at < end && text.charAt(at) != ',') {
                    if ("'\"{}[]()".indexOf(text.charAt(at)) >= 0) {
                        return null; // a list of something else
                    }
                    label.append(text.charAt(at++));
                }
                at++;
            }
            String name = label.toString().strip();
            if (name.isEmpty() || (!quoted && name.contains("..."))) {
                return null;
            }
            labels.add(name);
            at = skipBlanks(text, at);
        }
        return labels;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
