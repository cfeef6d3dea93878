package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.text.Characters;
import org.tagzoo.zoo.network.TextInput;

/**
 * A column of text that a network reads, see {@link TextInput}.
 *
 * @param column its name
 * @param length how many characters are read; {@code null} is 64
 * @param vector numbers that stand for a character; {@code null} is 32
 * @param hidden numbers of the state; {@code null} is 64
 * @param resetsBefore the unit's form; {@code null} is false
 */
public record TextRecipe(
        @JsonProperty(required = true) String column,
        Integer length,
        Integer vector,
        Integer hidden,
        Boolean resetsBefore) {

    /** Characters that the training part has too rarely are one. */
    private static final int MOST_CHARACTERS = 500;

    public TextRecipe {
        length = length == null ? 64 : length;
        vector = vector == null ? 32 : vector;
        hidden = hidden == null ? 64 : hidden;
        resetsBefore = resetsBefore != null && resetsBefore;
        new TextInput(column, new Characters(""), length, vector, hidden, resetsBefore);
    }

    /** Returns it for any corpus. */
    TextInput sample() {
        return input(new Characters("ab"));
    }

    /**
     * Returns what the network takes.
     *
     * @param training fields of each training image, of which the 500 commonest characters are
     *     known
     * @throws RecipeException if none of them has the column; one line
     */
    public TextInput of(List<Map<String, String>> training) {
        Collection<String> known = new TreeSet<>();
        training.forEach(fields -> known.addAll(fields.keySet()));
        if (!known.contains(column)) {
            throw new RecipeException(
                    "text.column must be one of %s, but is %s"
                            .formatted(String.join(", ", known), Check.shown(column)));
        }
        return input(
                Characters.of(
                        training.stream().map(fields -> fields.getOrDefault(column, "")),
                        MOST_CHARACTERS));
    }

    private TextInput input(Characters characters) {
        return new TextInput(column, characters, length, vector, hidden, resetsBefore);
    }
}
