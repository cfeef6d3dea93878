package org.tagzoo.app.comparison;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagzoo.datasets.check.Check;

/** A budget of time as users write it: {@code 90s}, {@code 30m}, {@code 2h} or {@code 1h30m}. */
public final class BudgetTime {

    private static final Pattern FORM =
            Pattern.compile("(?:([0-9]{1,4})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,6})s)?");

    private BudgetTime() {}

    /**
     * Returns its seconds.
     *
     * @throws IllegalArgumentException if it has another form, or is nothing
     */
    public static long parse(String text) {
        Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
        long seconds = parts.matches() ? 3600 * of(parts, 1) + 60 * of(parts, 2) + of(parts, 3) : 0;
        Check.that(seconds > 0, "--budget", "a time such as 90s, 30m or 2h", text);
        return seconds;
    }

    private static long of(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    /** Returns such a text. */
    static String show(long seconds) {
        return Duration.ofSeconds(seconds).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
