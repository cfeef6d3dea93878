package org.tagzoo.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many columns a text takes on a terminal: two for a character that Unicode's annex 11 calls
 * wide (East Asian scripts, most emoji), none for a mark that is set over the one before, one for
 * all others, those of ambiguous width too.
 */
public final class TextWidth {

    /** The last of each range of wide characters, by the first. */
    private static final NavigableMap<Integer, Integer> WIDE = read();

    private TextWidth() {}

    private static NavigableMap<Integer, Integer> read() {
        NavigableMap<Integer, Integer> ranges = new TreeMap<>();
        try (InputStream in = TextWidth.class.getResourceAsStream("wide-characters.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            for (String line : text.split("\n", -1)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    ranges.put(
                            Integer.parseInt(line.substring(0, space), 16),
                            Integer.parseInt(line.substring(space + 1), 16));
                }
            }
            return ranges;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the columns of a text on one line. */
    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    private static int of(int codePoint) {
        if (codePoint < 0x300) {
            return 1; // neither marks nor wide characters yet
        }
        int type = Character.getType(codePoint);
        boolean isMark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
        boolean isInSyllable = codePoint >= 0x1160 && codePoint <= 0x11ff; // after a wide Hangul
        if (isMark || isInSyllable) {
            return 0;
        }
        var range = WIDE.floorEntry(codePoint);
        return range != null && codePoint <= range.getValue() ? 2 : 1;
    }

    /** Returns the text with spaces after it, or before, up to so many columns. */
    public static String pad(String text, int columns, boolean right) {
        String spaces = " ".repeat(Math.max(0, columns - of(text)));
        return right ? spaces + text : text + spaces;
    }
}
