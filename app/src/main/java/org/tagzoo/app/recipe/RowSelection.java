package org.tagzoo.app.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.network.Backbones;

/** Chooses rows of a recipe by the names that a user gives. */
public final class RowSelection {

    private RowSelection() {}

    /**
     * Returns the recipe with the named rows only, in the order of the names. A name is that of a
     * row, or of a model: then it stands for the recipe's rows of that model, or, if it has none,
     * for a new row with the recipe's shared settings. {@code resnet50.keras} is a model with its
     * weights.
     *
     * @throws RecipeException if a name is neither; a near name is suggested
     */
    public static Recipe select(Recipe recipe, List<String> names) {
        List<RowRecipe> selected = new ArrayList<>();
        for (String name : names) {
            rows(recipe, name).stream()
                    .filter(row -> !selected.contains(row))
                    .forEach(selected::add);
        }
        return recipe.withRows(selected);
    }

    private static List<RowRecipe> rows(Recipe recipe, String name) {
        List<RowRecipe> byName =
                recipe.rows().stream().filter(row -> row.name().equals(name)).toList();
        if (!byName.isEmpty()) {
            return byName;
        }
        List<RowRecipe> byModel =
                recipe.rows().stream().filter(row -> row.model().equals(name)).toList();
        if (!byModel.isEmpty()) {
            return byModel;
        }
        String model = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        if (Backbones.byName(model).isEmpty()) {
            throw unknown(recipe, name);
        }
        return List.of(recipe.defaults().forModel(name, model));
    }

    private static RecipeException unknown(Recipe recipe, String name) {
        Set<String> known = new TreeSet<>(Backbones.names());
        recipe.rows().forEach(row -> known.add(row.name()));
        Optional<String> near = NearNames.of(name, known).stream().findFirst();
        return new RecipeException(
                "There is no model '%s'.%s Models and rows are %s"
                        .formatted(
                                name,
                                near.map(n -> " Did you mean '" + n + "'?").orElse(""),
                                String.join(", ", known)));
    }
}
