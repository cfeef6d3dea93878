package org.tagzoo.app.export;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.text.StringSubstitutor;
import org.tagzoo.app.report.Html;

/** The words of model cards: blocks of {@code card.txt}, with places such as {@code ${name}}. */
final class CardText {

    private static final Pattern HEADING = Pattern.compile("(?m)^=== ([\\w.]+) ===\n");

    private static final Map<String, String> BLOCKS = read();

    private CardText() {}

    private static Map<String, String> read() {
        String text = Html.resource(CardText.class, "card.txt");
        Map<String, String> blocks = new HashMap<>();
        String[] bodies = HEADING.split(text);
        int i = 1;
        for (var heading : HEADING.matcher(text).results().toList()) {
            blocks.put(heading.group(1), bodies[i++]);
        }
        return blocks;
    }

    /**
     * Returns a block with its line end. Values are taken as they are, whatever they hold.
     *
     * @param namesAndValues of the block's places
     * @throws IllegalArgumentException if a place has no value
     */
    static String of(String block, Object... namesAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new StringSubstitutor(values)
                .setDisableSubstitutionInValues(true)
                .setEnableUndefinedVariableException(true)
                .replace(BLOCKS.get(block));
    }
}
