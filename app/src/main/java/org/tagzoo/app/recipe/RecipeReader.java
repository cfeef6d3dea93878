package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.task.Tasks;

/**
 * Reads recipes: those that TagZoo brings, by name, and YAML files.
 *
 * <p>A file has {@code name}, {@code description}, {@code settings} (what all rows share) and
 * {@code rows}, each a set of settings of its own; a row's settings go before the shared ones.
 * {@link RowRecipe} lists them. A row of the model {@code *} stands for a row of each network that
 * has pretrained weights. With {@code frontier: true} the speed of each network is measured, and
 * weights that are not here are not fetched. {@code yardsticks} are what networks are held against.
 */
public final class RecipeReader {

    /** The recipes that TagZoo brings. */
    public static final List<String> NAMES =
            List.of(
                    "quick",
                    "plain",
                    "helsinki",
                    "best",
                    "best-of-all",
                    "best-linear",
                    "best-search",
                    "best-ablation",
                    "head-ablation",
                    "head-attention",
                    "fine-tune",
                    "pseudo-labels",
                    "views",
                    "frontier",
                    "cross-modal",
                    "posters-one-genre",
                    "posters-multi",
                    "genres-32px",
                    "lesson-7",
                    "lesson-7-boxes");

    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final String MODEL = "model";
    private static final String EVERY = "*";
    private static final String TASK = "task";
    private static final String THRESHOLD = "trainingThreshold";

    /** A file as it is. */
    record Content(
            String name,
            String description,
            Boolean frontier,
            ObjectNode settings,
            List<ObjectNode> rows,
            Yardsticks yardsticks) {

        Content {
            name = name == null ? "unnamed" : name;
            description = description == null ? "" : description;
            settings = settings == null ? CheckedJson.object() : settings;
            rows = rows == null ? List.of() : rows;
        }
    }

    private RecipeReader() {}

    /**
     * Reads a recipe.
     *
     * @param recipe one of {@link #NAMES}, or the path of a YAML file
     * @throws RecipeException if there is none, or it can't be followed
     */
    public static Recipe read(String recipe) {
        String origin = "Recipe '" + recipe + "'";
        try {
            byte[] yaml = content(recipe);
            Content content = CheckedJson.YAML.parse(yaml, origin, Content.class);
            if (content.rows.isEmpty()) {
                throw new IOException(
                        origin
                                + ": a recipe has name, description, settings and rows, and needs"
                                + " one row or more under rows");
            }
            List<RowRecipe> rows = new ArrayList<>();
            for (ObjectNode row : expanded(content.rows)) {
                RowRecipe parsed = row(origin, content.settings, row);
                if (rows.stream().anyMatch(other -> other.name().equals(parsed.name()))) {
                    throw new IOException(
                            "%s: two rows are named '%s'".formatted(origin, parsed.name()));
                }
                rows.add(parsed);
            }
            ObjectNode none = CheckedJson.object().put("name", "default").put("model", "");
            RowRecipe defaults = row(origin, content.settings, none);
            return new Recipe(
                    content.name,
                    content.description,
                    Boolean.TRUE.equals(content.frontier),
                    defaults,
                    rows,
                    content.yardsticks);
        } catch (IOException e) {
            throw new RecipeException(e.getMessage());
        }
    }

    private static List<ObjectNode> expanded(List<ObjectNode> rows) {
        List<ObjectNode> all = new ArrayList<>();
        for (ObjectNode row : rows) {
            if (row.path(MODEL).asText().equals(EVERY)) {
                WeightsRegistry.standard().cards().stream()
                        .map(WeightsCard::architecture)
                        .distinct()
                        .forEach(model -> all.add(row.deepCopy().put(MODEL, model)));
            } else {
                all.add(row);
            }
        }
        return all;
    }

    private static byte[] content(String recipe) throws IOException {
        Path file = Path.of(recipe);
        boolean isOurs = NAMES.contains(recipe);
        if (!isOurs && !Files.isRegularFile(file)) {
            throw new IOException(
                    "There is no recipe or file '%s'.%s A recipe is one of %s, or a YAML file"
                            .formatted(
                                    recipe,
                                    NearNames.question(recipe, NAMES, ""),
                                    String.join(", ", NAMES)));
        }
        try (InputStream in =
                isOurs
                        ? RecipeReader.class.getResourceAsStream(recipe + ".yaml")
                        : Files.newInputStream(file)) {
            return in.readNBytes(MAX_FILE_BYTES + 1);
        }
    }

    private static RowRecipe row(String origin, ObjectNode settings, ObjectNode own)
            throws IOException {
        ObjectNode merged = settings.deepCopy();
        merge(merged, own);
        if (!merged.has("name") && merged.has("model")) {
            merged.put("name", RowRecipe.nameFor(merged.get("model").asText()));
        }
        String row = "%s: row '%s'".formatted(origin, merged.path("name").asText(""));
        requireThresholds(row, settings, own, merged);
        for (RecordComponent setting : RowRecipe.class.getRecordComponents()) {
            JsonProperty property = setting.getAccessor().getAnnotation(JsonProperty.class);
            if (property != null && property.required() && !merged.hasNonNull(setting.getName())) {
                throw new IOException(
                        "%s lacks the setting %s, which the recipe's settings may give too"
                                .formatted(row, setting.getName()));
            }
        }
        RowRecipe bound = CheckedJson.YAML.bind(merged, row, RowRecipe.class);
        if (bound.search() != null) {
            try {
                new SearchSpace(bound).check();
            } catch (IllegalArgumentException e) {
                throw new IOException(row + ": " + e.getMessage(), e);
            }
        }
        return bound;
    }

    /**
     * Only tags have a training threshold: a row that says that it predicts something else must
     * give none. One among shared settings is for the other rows, and older recipes of softmax had
     * to have one: those are passed over.
     */
    private static void requireThresholds(
            String row, ObjectNode settings, ObjectNode own, ObjectNode merged) throws IOException {
        boolean isOwnTask = own.hasNonNull(TASK);
        boolean isWithout =
                Tasks.find(merged.path(TASK).asText("")).map(t -> !t.hasThresholds()).orElse(false);
        boolean isGiven =
                own.hasNonNull(THRESHOLD) || (!isOwnTask && settings.hasNonNull(THRESHOLD));
        if (isWithout && isGiven) {
            throw new IOException(
                    "%s: task %s has no thresholds: leave out %s"
                            .formatted(row, merged.get(TASK).asText(), THRESHOLD));
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
                    && (!ownGroup.has("kind") || ownGroup.get("kind").equals(group.get("kind")))) {
                merge(group, ownGroup);
            } else {
                shared.set(field.getKey(), field.getValue());
            }
        }
    }
}
