package org.tagzoo.app.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What searches chose for rows further up, set on a row with {@code settingsFrom}.
 *
 * @param recipe that all of them are in
 * @param row with {@code settingsFrom}
 */
public record ChosenSettings(Recipe recipe, RowRecipe row) {

    /**
     * Returns the settings that are taken over, by their names; those of the first search first.
     */
    public Set<String> names() {
        return names(row, recipe.rows().size());
    }

    private Set<String> names(RowRecipe of, int most) {
        Set<String> names = new LinkedHashSet<>();
        if (of.settingsFrom() != null && most > 0) {
            RowRecipe from = recipe.row(of.settingsFrom()).orElseThrow();
            names.addAll(names(from, most - 1));
            if (from.search() != null) {
                names.addAll(from.search().names());
            }
        }
        return names;
    }

    /**
     * Returns the row with the settings of another.
     *
     * @param trained the row further up, as it was trained
     * @throws RecipeException if this row can't have them, naming the setting
     */
    public RowRecipe from(RowRecipe trained) {
        RowSettings theirs = new RowSettings(trained);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (String name : names()) {
            JsonNode value = theirs.at(name);
            values.put(name, value.isMissingNode() ? NullNode.getInstance() : value);
        }
        return with(values);
    }

    /** Returns the row with some settings of another. */
    RowRecipe with(Map<String, JsonNode> values) {
        return new RowSettings(row.with(Collections.singletonMap("settingsFrom", null)))
                .with(values);
    }
}
