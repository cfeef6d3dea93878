package org.tagzoo.app.report;

import java.util.Locale;
import java.util.ResourceBundle;

/** The longer sentences of reports and tables: {@code words.properties}. */
final class Words {

    private static final ResourceBundle WORDS =
            ResourceBundle.getBundle("org.tagzoo.app.report.words", Locale.ROOT);

    private Words() {}

    /** Returns the words of a key, with values in their places if there are any. */
    static String of(String key, Object... values) {
        String words = WORDS.getString(key);
        return values.length == 0 ? words : words.formatted(values);
    }
}
