package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists as Python (lists, sets, tuples), numpy and JSON write them. */
final class BracketList {

    private static final Pattern WRAPPED =
            Pattern.compile(
                    "(?s)(?:(?:np|numpy)\\.)?(?:array|set|frozenset|list|tuple)\\((.*?)(?:,\\s*dtype=[^)]*)?\\)");

    private static final Pattern NUMPY_TEXT =
            Pattern.compile("(?:np\\.)?str_\\(('[^']*'|\"[^\"]*\")\\)");

    /** What Python and JSON write without quotes where there is nothing. */
    private static final Set<String> NOTHING = Set.of("None", "nan", "NaN", "NaT", "null");

    private static final Pattern ESCAPED =
            Pattern.compile("u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([bfnrt])");

    private static final String BRACKETS = "[]()" + "{}";

    private BracketList() {}

    /** Returns what is between the brackets of a field, if it has any. */
    static Optional<String> inside(String field) {
        String list = field;
        Matcher wrapped = WRAPPED.matcher(list);
        if (wrapped.matches()) {
            list = wrapped.group(1).strip();
            if (list.isEmpty()) {
                return Optional.of(list); // set()
            }
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
    static List<String> labels(String list) {
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
                    at = readSign(text, at, label);
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
            if (!quoted && (name.isEmpty() || name.contains("..."))) {
                return null;
            }
            if (!name.isEmpty() && (quoted || !NOTHING.contains(name))) {
                labels.add(name);
            }
            at = skipBlanks(text, at);
        }
        return labels;
    }

    /** Reads a sign of a quoted text, escaped or not; returns where the next one is. */
    private static int readSign(String text, int at, StringBuilder label) {
        if (text.charAt(at) != '\\' || at + 1 == text.length()) {
            label.append(text.charAt(at));
            return at + 1;
        }
        Matcher escaped = ESCAPED.matcher(text).region(at + 1, text.length());
        if (!escaped.lookingAt()) {
            label.append(text.charAt(at + 1));
            return at + 2;
        }
        boolean blank = escaped.group(3) != null;
        String code = escaped.group(1) != null ? escaped.group(1) : escaped.group(2);
        label.append(blank ? ' ' : (char) Integer.parseInt(code, 16));
        return escaped.end();
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
