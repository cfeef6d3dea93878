package org.tagzoo.app.progress;

import java.util.Locale;
import org.tagzoo.app.report.ReadableTime;

/**
 * The words of a plain progress line, in ASCII but for the task's name.
 *
 * @param task what is done
 * @param total how many steps there are; 0 or less if not known
 * @param unit what a step is, in the plural
 */
record ProgressLine(String task, long total, String unit) {

    /** One line of several. */
    String plain(long done, double perSecond) {
        int percent = (int) (100 * Math.min(1, (double) done / total));
        String count =
                total > 0
                        ? format("%d%%  %,d/%,d %s", percent, done, total, unit)
                        : format("%,d %s", done, unit);
        boolean isOpen = done < total && perSecond > 0;
        return task
                + ": "
                + count
                + (perSecond > 0 ? "  " + rate(perSecond) : "")
                + (isOpen ? "  " + remaining((total - done) / perSecond) + " left" : "");
    }

    /** The last line: how much was done, and in what time. */
    String last(long done, double seconds) {
        String count =
                done < total
                        ? format("stopped at %,d of %,d %s", done, total, unit)
                        : format("%,d %s", done, unit);
        String rate = done > 0 && seconds > 0 ? " (" + rate(done / seconds) + ")" : "";
        return task + ": " + count + " in " + ReadableTime.of(seconds) + rate;
    }

    /** Tenths of a second, or seconds ten minutes ahead, would promise what nobody can know. */
    private static String remaining(double seconds) {
        double whole = Math.ceil(seconds);
        if (whole < 10) {
            return (int) whole + " s";
        }
        return ReadableTime.of(whole < 600 ? whole : 60 * Math.ceil(whole / 60));
    }

    /** Slow steps read better by the minute. */
    private static String rate(double perSecond) {
        if (perSecond >= 100) {
            return format("%,.0f/s", perSecond);
        }
        return perSecond >= 1 ? format("%.1f/s", perSecond) : format("%.1f/min", perSecond * 60);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
