package org.tagzoo.app.report;

import java.util.Locale;

/** How one kind of value looks to people. Nothing here depends on the machine's language. */
enum FigureFormat {
    /** As it is. */
    TEXT,
    /** From one number to another, in words already. */
    RANGE,
    /** A ratio, three decimals. */
    FIGURE,
    /** Seconds, in words. */
    TIME,
    /** How often a second, three digits or all before the point. */
    RATE,
    /** A whole number, with commas at the thousands. */
    COUNT,
    /** {@code yes} or {@code no}. */
    YES_NO;

    /** What stands for a value that is not there. */
    static final String MISSING = "-";

    /** The value in words; {@link #MISSING} for {@code null} and for what is not finite. */
    String show(Object value) {
        if (value == null || (value instanceof Double d && !Double.isFinite(d))) {
            return MISSING;
        }
        return switch (this) {
            case TEXT, RANGE -> value.toString();
            // A published time comes as text already.
            case TIME -> value instanceof Double d ? ReadableTime.of(d) : value.toString();
            case FIGURE -> String.format(Locale.ROOT, "%.3f", (Double) value);
            case RATE -> rate((Double) value);
            case COUNT -> String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
            case YES_NO -> (Boolean) value ? "yes" : "no";
        };
    }

    private static String rate(double value) {
        String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }

    /** Whether the column is set flush right. */
    boolean isNumber() {
        return this != TEXT && this != YES_NO;
    }

    /** Two ends in words, such as {@code 0.701-0.719}; {@code null} unless both are finite. */
    static String range(Double low, Double high) {
        boolean isFinite =
                low != null && high != null && Double.isFinite(low) && Double.isFinite(high);
        return isFinite ? FIGURE.show(low) + "-" + FIGURE.show(high) : null;
    }

    /** A p-value in words. */
    static String p(double p) {
        return p < 0.001 ? "< 0.001" : FIGURE.show(p);
    }
}
