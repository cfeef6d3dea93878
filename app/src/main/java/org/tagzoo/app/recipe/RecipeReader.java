package org.tagzoo.app.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.datasets.transform.TransformException;
import org.tagzoo.zoo.task.Tasks;

/**
 * Reads recipes: those that TagZoo brings, by name, and YAML files.
 *
 * <p>A file has {@code name}, {@code description}, {@code settings} (what all rows share) and
 * {@code rows}, each a set of settings of its own; a row's settings go before the shared ones.
 * {@link RowRecipe} lists them.
 */
public final class RecipeReader {

    /** The recipes that TagZoo brings. */
    public static final List<String> NAMES =
            List.of("quick", "helsinki", "best", "best-ablation", "fine-tune", "views");

    private static final String TASK = "task";
    private static final String THRESHOLD = "trainingThreshold";

    private static final long MAX_FILE_BYTES = 1 << 20;

    private static final Set<String> OPTIONAL =
            Set.of(
                    "task",
                    "loss",
                    "decoding",
                    "resize",
                    "augmentation",
                    "views",
                    "clipNorm",
                    "averageDecay",
                    "earlyStopping",
                    "published");

    private static final ObjectMapper YAML =
            new ObjectMapper(
                            new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER))
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private RecipeReader() {}

    /**
     * Reads a recipe.
     *
     * @param recipe one of {@link #NAMES}, or the path of a YAML file
     * @throws RecipeException if there is none, or it can't be followed
     */
    public static Recipe read(String recipe) {
        try {
            if (NAMES.contains(recipe)) {
                try (InputStream in = RecipeReader.class.getResourceAsStream(recipe + ".yaml")) {
                    return parse(YAML.readTree(in));
                }
            }
            Path file = Path.of(recipe);
            if (!Files.isRegularFile(file)) {
                List<String> near = NearNames.of(recipe, NAMES);
                throw new RecipeException(
                        "there is no such recipe or file%s; a recipe is one of %s, or a YAML file"
                                .formatted(
                                        near.isEmpty()
                                                ? ""
                                                : ", did you mean '%s'?".formatted(near.get(0)),
                                        String.join(", ", NAMES)));
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new RecipeException("a recipe's file has 1 MiB at most");
            }
            return parse(YAML.readTree(file.toFile()));
        } catch (RecipeException e) {
            throw new RecipeException("Recipe '" + recipe + "': " + e.getMessage());
        } catch (IOException e) {
            throw new RecipeException("Recipe '" + recipe + "': " + reason(e));
        }
    }

    private static Recipe parse(JsonNode root) {
        if (root == null || !root.isObject()) {
            throw new RecipeException("a recipe has name, description, settings and rows");
        }
        Set<String> unknown = new TreeSet<>();
        root.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(Set.of("name", "description", "settings", "rows"));
        if (!unknown.isEmpty()) {
            throw new RecipeException(
                    "%s is no part of a recipe, which has name, description, settings and rows"
                            .formatted(String.join(", ", unknown)));
        }
        JsonNode settings = root.path("settings");
        List<RowRecipe> rows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode row : root.path("rows")) {
            RowRecipe parsed = row(settings, row);
            if (!names.add(parsed.name())) {
                throw new RecipeException("two rows are named '" + parsed.name() + "'");
            }
            rows.add(parsed);
        }
        if (rows.isEmpty()) {
            throw new RecipeException("a recipe needs one row or more under rows");
        }
        RowRecipe defaults =
                row(settings, YAML.createObjectNode().put("name", "default").put("model", ""));
        return new Recipe(
                root.path("name").asText("unnamed"),
                root.path("description").asText(""),
                defaults,
                rows);
    }

    private static RowRecipe row(JsonNode settings, JsonNode row) {
        ObjectNode merged = settings.isObject() ? settings.deepCopy() : YAML.createObjectNode();
        if (!(row instanceof ObjectNode own)) {
            throw new RecipeException("a row is a set of settings, not " + row);
        }
        merge(merged, own);
        if (!merged.has("name") && merged.has("model")) {
            merged.set("name", merged.get("model"));
        }
        requireThresholds(settings, own, merged);
        for (RecordComponent setting : RowRecipe.class.getRecordComponents()) {
            if (!merged.hasNonNull(setting.getName()) && !OPTIONAL.contains(setting.getName())) {
                throw new RecipeException(
                        "row '%s' lacks the setting %s, which the recipe's settings may give too"
                                .formatted(merged.path("name").asText(""), setting.getName()));
            }
        }
        try {
            return YAML.treeToValue(merged, RowRecipe.class);
        } catch (JsonProcessingException e) {
            throw new RecipeException(
                    "row '%s': %s".formatted(merged.path("name").asText(""), reason(e)));
        }
    }

    /**
     * Only tags have a training threshold: a row that says that it predicts something else must
     * give none. One among shared settings is for the other rows, and older recipes of softmax had
     * to have one: those are passed over.
     */
    private static void requireThresholds(JsonNode settings, ObjectNode own, ObjectNode merged) {
        boolean isOwnTask = own.hasNonNull(TASK);
        boolean isWithout =
                Tasks.find(merged.path(TASK).asText("")).map(t -> !t.hasThresholds()).orElse(false);
        boolean isGiven =
                own.hasNonNull(THRESHOLD) || (!isOwnTask && settings.hasNonNull(THRESHOLD));
        if (isWithout && isGiven) {
            throw new RecipeException(
                    "row '%s': task %s has no thresholds: leave out %s"
                            .formatted(
                                    merged.path("name").asText(""),
                                    merged.get(TASK).asText(),
                                    THRESHOLD));
        }
        boolean isSoftmax = merged.path("loss").path("kind").asText().equals("softmax");
        if ((isWithout || isSoftmax) && !merged.has(THRESHOLD)) {
            merged.put(THRESHOLD, 0.5);
        }
    }

    /** A group of settings is taken over one by one, unless it is of another kind. */
    private static void merge(ObjectNode shared, ObjectNode own) {
        for (Map.Entry<String, JsonNode> field : own.properties()) {
            if (shared.get(field.getKey()) instanceof ObjectNode group
                    && field.getValue() instanceof ObjectNode ownGroup
                    && isSameKind(group, ownGroup)) {
                merge(group, ownGroup);
            } else {
                shared.set(field.getKey(), field.getValue());
            }
        }
    }

    private static boolean isSameKind(JsonNode group, JsonNode own) {
        return !own.has("kind") || own.get("kind").equals(group.get("kind"));
    }

    /**
     * Says in one line what is wrong with a file, without a parser's own wording where it has none
     * for people.
     */
    private static String reason(IOException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no setting '%s'; settings are %s"
                    .formatted(
                            unknown.getPropertyName(),
                            String.join(
                                    ", ",
                                    unknown.getKnownPropertyIds().stream()
                                            .map(String::valueOf)
                                            .sorted()
                                            .toList()));
        }
        if (e instanceof JsonMappingException mapping) {
            if (mapping.getCause() instanceof RecipeException
                    || mapping.getCause() instanceof TransformException
                    || mapping.getCause() instanceof IllegalArgumentException) {
                Throwable cause = mapping.getCause();
                return cause.getMessage();
            }
            String path =
                    String.join(
                            ".",
                            mapping.getPath().stream()
                                    .map(step -> String.valueOf(step.getFieldName()))
                                    .toList());
            return "the value of %s can't be read: %s"
                    .formatted(path, mapping.getOriginalMessage().lines().findFirst().orElse(""));
        }
        if (e instanceof JsonProcessingException syntax) {
            int line = syntax.getLocation() == null ? 0 : syntax.getLocation().getLineNr();
            return "line %d is no YAML: %s"
                    .formatted(line, syntax.getOriginalMessage().lines().findFirst().orElse(""));
        }
        return "the file can't be read: " + e.getMessage();
    }
}
