package org.tagzoo.app.recipe;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.datasets.corpus.NearName;
import org.tagzoo.zoo.network.Backbones;

/** Chooses rows of a recipe by the names that a user gives. */
public final class RowSelection {

    private RowSelection() {}

    /**
     * Returns the recipe with the named rows only, in the order of the names. A name is that of a row, or of a model:
     * then it stands for the recipe's rows of that model, or, if it has none, for a new row with the recipe's shared
     * settings.
     *
     * @throws RecipeException if a name is neither; near names are suggested
     */
    public static Recipe select(Recipe recipe, List<String> names) {
        List<RowRecipe> selected = new ArrayList<>();
        for (String name : names) {
            List<RowRecipe> found =
                    recipe.rows().stream().filter(row -> row.name().equals(name)).toList();
            if (found.isEmpty()) {
                found = recipe.rows().stream().filter(row -> row.model().equals(name)).toList();
            }
            if (found.isEmpty()) {
                found = List.of(added(recipe, name));
            }
            found.stream().filter(row -> !selected.contains(row)).forEach(selected::add);
        }
        return recipe.withRows(selected);
    }
}
