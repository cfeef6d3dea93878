package org.tagzoo.app.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.task.Task;

/**
 * The settings of a row by their places in it, as a search names them: {@code schedule.maxLr},
 * {@code phases.1.epochs} (counted from 1), {@code loss} with all that is in it, or {@code epochs},
 * which the phases share.
 */
final class RowSettings {

    static final String EPOCHS = "epochs";

    private final RowRecipe row;
    private final ObjectNode tree;

    RowSettings(RowRecipe row) {
        this.row = row;
        try {
            byte[] json = CheckedJson.line(row).getBytes(StandardCharsets.UTF_8);
            tree = (ObjectNode) CheckedJson.JSON.tree(json, row.name());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a setting; a missing node if the row does not have it, or leaves it out. */
    JsonNode at(String name) {
        return name.equals(EPOCHS) ? IntNode.valueOf(row.epochs()) : at(tree, name.split("\\."));
    }

    private static JsonNode at(JsonNode root, String... steps) {
        JsonNode node = root;
        for (String step : steps) {
            node = node.isArray() ? node.path(index(step)) : node.path(step);
        }
        return node;
    }

    private static int index(String step) {
        return step.matches("[1-9]\\d{0,3}") ? Integer.parseInt(step) - 1 : -1;
    }

    /**
     * Returns the row with other values of some settings.
     *
     * @throws RecipeException if a row can't have them, naming the setting
     */
    RowRecipe with(Map<String, JsonNode> values) {
        ObjectNode changed = tree.deepCopy();
        Map<String, Object> epochs = new HashMap<>();
        values.forEach(
                (name, value) -> {
                    if (!name.equals(EPOCHS)) {
                        set(changed, name, value);
                    } else if (value.canConvertToInt() && value.isIntegralNumber()) {
                        epochs.put(EPOCHS, value.intValue());
                    } else {
                        Check.that(false, "search.settings.epochs", "whole numbers", value);
                    }
                });
        RowRecipe made;
        try {
            made = CheckedJson.YAML.bind(changed, "search.settings", RowRecipe.class).with(epochs);
        } catch (IOException e) {
            throw new RecipeException(e.getMessage());
        }
        if (made.task() == null) {
            return made;
        }
        Task task = made.predicts();
        TaskChoice.requireLoss(task, made.loss().of(task));
        return made.predicting(task, made.loss().of(task));
    }

    private static void set(ObjectNode root, String name, JsonNode value) {
        int last = name.lastIndexOf('.');
        JsonNode node = last < 0 ? root : at(root, name.substring(0, last).split("\\."));
        Check.that(
                node.isObject(),
                "search.settings",
                "settings that the row has, such as schedule.maxLr or phases.1.epochs",
                name);
        ((ObjectNode) node).set(name.substring(last + 1), value);
    }
}
