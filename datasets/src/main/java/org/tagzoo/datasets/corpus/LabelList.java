package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the labels of an image stand in one field of a table. A blank field has no labels; blanks
 * around a label don't count.
 */
enum LabelList {

    /** {@code ['Comedy', 'Drama']}: as Python and JSON write lists; quotes may be left out. */
    BRACKETS,

    /** {@code Comedy|Drama}. */
    BARS,

    /** {@code Comedy, Drama}. */
    COMMAS;

    private static final Pattern BAR = Pattern.compile("\\|");
    private static final Pattern COMMA = Pattern.compile(",");

    /**
     * Returns the form of a column: brackets if at least half of the fields that are not blank have
     * them, else bars if any has one, else commas.
     */
    static LabelList of(List<String> fields) {
        int filled = 0;
        int brackets = 0;
        boolean bars = false;
        for (String field : fields) {
            if (!field.isEmpty()) {
                filled++;
                brackets += field.startsWith("[") && field.endsWith("]") ? 1 : 0;
                bars |= field.indexOf('|') >= 0;
            }
        }
        if (filled > 0 && 2 * brackets >= filled) {
            return BRACKETS;
        }
        return bars ? BARS : COMMAS;
    }

    /** Returns the labels in the order of the field, or nothing if the field has another form. */
    Optional<List<String>> parse(String field) {
        if (field.isEmpty()) {
            return Optional.of(List.of());
        }
        return switch (this) {
            case BRACKETS -> Optional.ofNullable(brackets(field));
            case BARS -> Optional.of(split(BAR, field));
            case COMMAS -> Optional.of(split(COMMA, field));
        };
    }

    private static List<String> split(Pattern separator, String field) {
        return Arrays.stream(separator.split(field))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    private static List<String> brackets(String field) {
        if (field.length() < 2 || !field.startsWith("[") || !field.endsWith("]")) {
            return null;
        }
        List<String> labels = new ArrayList<>();
        int end = field.length() - 1;
        int at = skipBlanks(field, 1, end);
        while (at < end) {
            char quote = field.charAt(at);
            StringBuilder label = new StringBuilder();
            if (quote == '\'' || quote == '"') {
                at++;
                while (at < end && field.charAt(at) != quote) {
                    if (field.charAt(at) == '\\' && at + 1 < end) {
                        at++;
                    }
                    label.append(field.charAt(at++));
                }
                if (at >= end) {
                    return null; // the quote is not closed
                }
                at = skipBlanks(field, at + 1, end);
            } else {
                while (at < end && field.charAt(at) != ',') {
                    if ("'\"{}[]".indexOf(field.charAt(at)) >= 0) {
                        return null; // a list of something else
                    }
                    label.append(field.charAt(at++));
                }
            }
            if (at < end && field.charAt(at++) != ',') {
                return null;
            }
            if (label.toString().isBlank()) {
                return null;
            }
            labels.add(label.toString().strip());
            at = skipBlanks(field, at, end);
        }
        return labels;
    }

    private static int skipBlanks(String field, int from, int end) {
        int at = from;
        while (at < end && Character.isWhitespace(field.charAt(at))) {
            at++;
        }
        return at;
    }
}
