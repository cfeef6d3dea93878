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
    private static final int SHORTEST_BAR = 8;

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

    /** What is drawn over and over: the bar is left out first, then the end, if room is short. */
    String bar(long done, double perSecond) {
        String tail = figures(done, perSecond);
        int room = width - task.length() - tail.length() - 5;
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
        return task + ": " + figures(done, perSecond);
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

    private String figures(long done, double perSecond) {
        String count =
                total > 0
                        ? String.format(
                                Locale.ROOT,
                                "%3d%%  %,d/%,d %s",
                                (int) (100 * share(done)),
                                done,
                                total,
                                unit)
                        : String.format(Locale.ROOT, "%,d %s", done, unit);
        String rate = perSecond > 0 ? "  " + rate(perSecond) : "";
        boolean isOpen = total > 0 && done < total && perSecond > 0;
        String left = isOpen ? "  " + remaining((total - done) / perSecond) + " left" : "";
        return count.strip() + rate + left;
    }

    /** Whole seconds: an estimate has no tenths. */
    private static String remaining(double seconds) {
        double whole = Math.ceil(seconds);
        return whole < 10 ? (int) whole + " s" : ReadableTime.of(whole);
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
