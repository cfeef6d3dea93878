package org.tagzoo.app.report;

import java.util.regex.Pattern;

/** What a row may be called: its name is a folder's too. */
public final class RowName {

    /** The rule, for messages. */
    public static final String RULE =
            "a row's name has up to 64 letters, digits, dots, dashes and underscores, and does not"
                    + " start with a dot";

    private static final Pattern NAME = Pattern.compile("(?!\\.)[A-Za-z0-9._-]{1,64}");

    private RowName() {}

    /** Whether a row may have this name; {@code null} is none. */
    public static boolean isValid(String name) {
        return name != null && NAME.matcher(name).matches();
    }
}
