package org.tagzoo.app.report;

/**
 * Makes a name that came from outside safe to show on one line: what could move the cursor, colour
 * the terminal or turn the reading direction becomes a space.
 */
public final class OneLine {

    private OneLine() {}

    /** The text without control characters, line breaks and direction marks; empty for null. */
    public static String of(String text) {
        if (text == null) {
            return "";
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isPlain(c) ? c : ' '));
        return out.toString();
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    false;
            default -> true;
        };
    }
}
