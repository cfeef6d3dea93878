package org.tagzoo.app.progress;

import java.util.Locale;
import org.tagzoo.app.report.ReadableTime;

/**
 * The words of a progress line, in ASCII but for the task's name.
 *
 * @param task what is done
 * @param total how many steps there are; 0 or less if not known
 * @param unit what a step is, in the plural
 * @param width how many characters a bar's line may take
 */
record ProgressLine(String task, long total, String unit, int width) {

    private static final int LONGEST_BAR = 30;
    private static final int SHORTEST_BAR = 5;

    /**
     * The width to keep to: one less than the terminal's, as many break the line at its last place.
     *
     * @param columns the terminal's width as a shell exports it; 80 if it is no number from 20 up
     */
    static int width(String columns) {
        try {
            int width = columns == null ? 80 : Integer.parseInt(columns);
            return Math.min(width < 20 ? 80 : width, 120) - 1;
        } catch (NumberFormatException e) {
            return 79;
        }
    }

    /**
     * What is drawn over and over. Where room is short the bar is left out first, then the end; the
     * unit is left out always, as whoever looks on has read it or will on the last line.
     */
    String bar(long done, double perSecond) {
        String tail = figures(done, perSecond, total > 0 ? "" : " " + unit);
        int room = width - task.length() - longestTail() - 5;
        String bar = "";
        if (total > 0 && room >= SHORTEST_BAR) {
            int cells = Math.min(room, LONGEST_BAR);
            int full = (int) Math.round(cells * share(done));
            bar = " [" + "#".repeat(full) + ".".repeat(cells - full) + "]";
        }
        String text = task + bar + "  " + tail;
        return text.length() <= width ? text : text.substring(0, width);
    }

    /** One line of several. */
    String plain(long done, double perSecond) {
        return task + ": " + figures(done, perSecond, " " + unit);
    }

    /** The last line: how much was done, and in what time. */
    String last(long done, double seconds) {
        String count =
                total > 0 && done < total
                        ? String.format(Locale.ROOT, "stopped at %,d of %,d %s", done, total, unit)
                        : String.format(Locale.ROOT, "%,d %s", done, unit);
        String rate = done > 0 && seconds > 0 ? " (" + rate(done / seconds) + ")" : "";
        return task + ": " + count + " in " + ReadableTime.of(seconds) + rate;
    }

    private String figures(long done, double perSecond, String unit) {
        String count =
                total > 0
                        ? String.format(
                                Locale.ROOT,
                                "%d%%  %,d/%,d%s",
                                (int) (100 * share(done)),
                                done,
                                total,
                                unit)
                        : String.format(Locale.ROOT, "%,d%s", done, unit);
        String rate = perSecond > 0 ? "  " + rate(perSecond) : "";
        boolean isOpen = total > 0 && done < total && perSecond > 0;
        String left = isOpen ? "  " + remaining((total - done) / perSecond) + " left" : "";
        return count + rate + left;
    }

    /** The bar takes what this leaves, so that it keeps its length while the figures change. */
    private int longestTail() {
        int digits = String.format(Locale.ROOT, "%,d", total).length();
        return "100%  /  99.9/min  9 min 59 s left".length() + 2 * digits;
    }

    /** Tenths of a second, or seconds ten minutes ahead, would promise what nobody can know. */
    private static String remaining(double seconds) {
        double whole = Math.ceil(seconds);
        if (whole < 10) {
            return (int) whole + " s";
        }
        return ReadableTime.of(whole < 600 ? whole : 60 * Math.ceil(whole / 60));
    }

    private double share(long done) {
        return Math.min(1, Math.max(0, (double) done / total));
    }

    /** Slow steps read better by the minute. */
    private static String rate(double perSecond) {
        if (perSecond >= 100) {
            return String.format(Locale.ROOT, "%,.0f/s", perSecond);
        }
        return perSecond >= 1
                ? String.format(Locale.ROOT, "%.1f/s", perSecond)
                : String.format(Locale.ROOT, "%.1f/min", perSecond * 60);
    }
}
