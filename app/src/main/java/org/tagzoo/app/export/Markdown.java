package org.tagzoo.app.export;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.tagzoo.app.report.TableMarkdown;
import org.tagzoo.zoo.metric.Interval;

/** Pieces of a Markdown page. Names from outside show as they are and can make no markup. */
final class Markdown {

    private Markdown() {}

    /** Returns a name from outside. */
    static String name(String text) {
        return TableMarkdown.escape(text);
    }

    /** Returns a figure of 0 to 1, three decimals. */
    static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String interval(Interval interval) {
        return figure(interval.low()) + " to " + figure(interval.high());
    }

    /**
     * Returns a table whose first column is text, and all others numbers.
     *
     * @param rows cells, ready to show
     */
    static String table(List<String> headings, List<List<String>> rows) {
        StringBuilder out = new StringBuilder(line(headings));
        out.append("| --- |").append(" --: |".repeat(headings.size() - 1)).append('\n');
        rows.forEach(row -> out.append(line(row)));
        return out.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** Returns a block of code; the fence is longer than any in the code. */
    static String code(String language, String code) {
        int longest = 2;
        int run = 0;
        for (int i = 0; i < code.length(); i++) {
            run = code.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = String.join("", Collections.nCopies(longest + 1, "`"));
        return fence + language + "\n" + code.stripTrailing() + "\n" + fence + "\n";
    }
}
