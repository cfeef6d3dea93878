package org.tagzoo.datasets.check;

/**
 * Checks of arguments and settings. What doesn't hold is an {@link IllegalArgumentException} in one
 * line: {@code learningRate must be above 0, but is -1}. Not-a-number is never within any bounds.
 */
public final class Check {

    private static final int SHOWN = 80;
    private static final double EXACT = 1e15;

    private Check() {}

    /**
     * @param allowed what would be fine, in words, such as {@code above 0}
     * @param found what came instead; shortened, and put on one line
     */
    public static void that(boolean ok, String name, String allowed, Object found) {
        if (!ok) {
            throw new IllegalArgumentException(
                    "%s must be %s, but is %s".formatted(name, allowed, shown(found)));
        }
    }

    /** Returns a number from {@code min} to {@code max}, both allowed. */
    public static double within(String name, double value, double min, double max) {
        that(value >= min && value <= max, name, shown(min) + " to " + shown(max), value);
        return value;
    }

    /** Returns a whole number from {@code min} to {@code max}, both allowed. */
    public static int within(String name, int value, int min, int max) {
        that(value >= min && value <= max, name, min + " to " + max, value);
        return value;
    }

    /** Returns a finite number above 0. */
    public static double above0(String name, double value) {
        that(value > 0 && value <= Double.MAX_VALUE, name, "above 0", value);
        return value;
    }

    /** Returns a finite number that is not below {@code min}. */
    public static double atLeast(String name, double value, double min) {
        that(value >= min && value <= Double.MAX_VALUE, name, shown(min) + " or more", value);
        return value;
    }

    /** Returns a whole number that is not below {@code min}. */
    public static int atLeast(String name, int value, int min) {
        return (int) atLeast(name, (long) value, min);
    }

    /** Returns a whole number that is not below {@code min}. */
    public static long atLeast(String name, long value, long min) {
        that(value >= min, name, min + " or more", value);
        return value;
    }

    /** Returns a value as messages show it: on one line, of at most 80 characters. */
    public static String shown(Object value) {
        if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < EXACT) {
            return String.valueOf(d.longValue());
        }
        String text = String.valueOf(value).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ");
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
