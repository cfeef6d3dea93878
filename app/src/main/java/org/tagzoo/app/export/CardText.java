package org.tagzoo.app.export;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.text.StringSubstitutor;
import org.tagzoo.app.report.Html;
import org.tagzoo.datasets.image.ImageSize;

/** A block of {@code card.txt}, the words of model cards, with places such as {@code ${name}}. */
final class CardText {

    private static final Pattern HEADING = Pattern.compile("(?m)^=== ([\\w.]+) ===\n");

    private static final Map<String, String> BLOCKS = read();

    private final String block;
    private final Map<String, Object> values = new HashMap<>();

    CardText(String block) {
        this.block = block;
    }

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

    /** Returns a block without places. */
    static String of(String block) {
        return new CardText(block).toString();
    }

    /** Puts a value into its places, as it is, whatever it holds. */
    CardText with(String place, Object value) {
        values.put(place, value);
        return this;
    }

    /** Fills {@code ${height}} and {@code ${width}}. */
    CardText with(ImageSize size) {
        return with("height", size.height()).with("width", size.width());
    }

    /**
     * Returns the block with its line end.
     *
     * @throws IllegalArgumentException if a place has no value
     */
    @Override
    public String toString() {
        return new StringSubstitutor(values)
                .setDisableSubstitutionInValues(true)
                .setEnableUndefinedVariableException(true)
                .replace(BLOCKS.get(block));
    }
}
