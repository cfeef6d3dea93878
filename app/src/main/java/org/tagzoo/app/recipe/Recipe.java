package org.tagzoo.app.recipe;

import java.util.List;

/**
 * Which networks a comparison trains, and how.
 *
 * @param name such as {@code quick}
 * @param description one sentence for the report
 * @param defaults what rows are like that a user adds by naming a model
 * @param rows a row a network; their names differ
 */
public record Recipe(String name, String description, RowRecipe defaults, List<RowRecipe> rows) {

    public Recipe {
        rows = List.copyOf(rows);
    }

    /** Returns the same recipe with other rows. */
    public Recipe withRows(List<RowRecipe> newRows) {
        return new Recipe(name, description, defaults, newRows);
    }
}
