package org.tagzoo.app.report;

import java.util.Locale;

/** A span of time as people say it: {@code 0.4 s}, {@code 18 s}, {@code 4 min 12 s}. */
public final class ReadableTime {

    private ReadableTime() {}

    /**
     * Two units at most, the smaller one rounded: tenths below ten seconds, seconds below an hour,
     * minutes below two days, then hours.
     *
     * @param seconds 0 or more
     * @return the words, or {@code -} if they are negative or not finite
     */
    public static String of(double seconds) {
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            return "-";
        }
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return pair(whole, 60, "min", "s");
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 48 * 60) {
            return pair(minutes, 60, "h", "min");
        }
        return pair(Math.round(seconds / 3600), 24, "d", "h");
    }

    private static String pair(long count, long base, String large, String small) {
        String head = count / base + " " + large;
        return count % base == 0 ? head : head + " " + count % base + " " + small;
    }
}
