package org.tagzoo.app.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.network.ImageNetClasses;
import org.tagzoo.zoo.network.KnownClasses;

/**
 * Which classes of a pretrained network each class of a corpus stands for. A YAML file has a list
 * for each class: {@code dog: [dingo, {from: Chihuahua, to: Mexican hairless}]}, of names or of
 * numbers from 0; an empty one for a class that the network doesn't know. A CSV file has a class
 * and one of the network's in each line, the second empty for none.
 *
 * @param classes by the corpus's class
 */
record ClassMap(Map<String, List<ClassMap.Run>> classes) {

    /** Those that TagZoo brings. */
    static final List<String> NAMES = List.of("pacs");

    private static final int MAX_BYTES = 1 << 20;

    /** Classes that follow one another; mostly one. */
    record Run(String from, String to) {}

    /**
     * Reads a map.
     *
     * @param map one of {@link #NAMES}, or the path of a file
     * @throws RecipeException if there is none, or it is no such map
     */
    static ClassMap read(String map) {
        Path file = Path.of(map);
        try {
            if (NAMES.contains(map)) {
                try (InputStream in =
                        ClassMap.class.getResourceAsStream("classes/" + map + ".yaml")) {
                    return ofYaml(CheckedJson.YAML.tree(in.readAllBytes(), map), map);
                }
            }
            Check.that(
                    Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES,
                    "classMap",
                    "one of %s, or a YAML or CSV file of at most %d bytes"
                            .formatted(String.join(", ", NAMES), MAX_BYTES),
                    map);
            return map.endsWith(".csv") ? ofCsv(file) : ofYaml(CheckedJson.YAML.tree(file), map);
        } catch (IOException e) {
            throw new RecipeException("classMap '%s': %s".formatted(map, e.getMessage()));
        }
    }

    private static ClassMap ofYaml(JsonNode tree, String origin) throws IOException {
        Map<String, List<Run>> classes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            List<Run> runs = new ArrayList<>();
            if (!entry.getValue().isArray()) {
                throw new IOException(
                        "%s must be a list of the network's classes, not %s"
                                .formatted(entry.getKey(), Check.shown(entry.getValue())));
            }
            for (JsonNode one : entry.getValue()) {
                runs.add(
                        one.isObject()
                                ? CheckedJson.YAML.bind(one, origin, Run.class)
                                : new Run(one.asText(), one.asText()));
            }
            classes.put(entry.getKey(), runs);
        }
        return new ClassMap(classes);
    }

    private static ClassMap ofCsv(Path file) throws IOException {
        Map<String, List<Run>> classes = new LinkedHashMap<>();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
            for (CSVRecord line : parser) {
                if (line.size() != 2) {
                    throw new IOException(
                            "line %d must have a class and one of the network's, not %d fields"
                                    .formatted(line.getRecordNumber(), line.size()));
                }
                List<Run> runs = classes.computeIfAbsent(line.get(0), key -> new ArrayList<>());
                if (!line.get(1).isBlank()) {
                    runs.add(new Run(line.get(1), line.get(1)));
                }
            }
        }
        return new ClassMap(classes);
    }

    /**
     * Returns the network's classes of each label.
     *
     * @param labels of the corpus
     * @param count of the network's classes; those of 1,000 have ImageNet's names
     * @throws RecipeException if a label is not in the map, or a class not among the network's
     */
    KnownClasses of(List<String> labels, int count) {
        List<List<Integer>> all = new ArrayList<>();
        for (String label : labels) {
            List<Run> runs = classes.get(label);
            if (runs == null) {
                throw new RecipeException(
                        "classMap says nothing of the class '%s'; write '%s: []' if the network doesn't know it. It has %s"
                                .formatted(label, label, String.join(", ", classes.keySet())));
            }
            List<Integer> indices = new ArrayList<>();
            for (Run run : runs) {
                for (int i = index(run.from, count); i <= index(run.to, count); i++) {
                    indices.add(i);
                }
            }
            all.add(indices);
        }
        return new KnownClasses(count, all);
    }

    private static int index(String name, int count) {
        List<String> names = ImageNetClasses.names();
        boolean isNamed = count == names.size() && names.contains(name);
        if (!isNamed && (name == null || !name.matches("\\d{1,6}"))) {
            throw new RecipeException(
                    "classMap: the network has no class '%s'.%s It must be %s0 to %d"
                            .formatted(
                                    name,
                                    NearNames.question(String.valueOf(name), names, ""),
                                    count == names.size() ? "one of ImageNet's names, or " : "",
                                    count - 1));
        }
        return isNamed ? names.indexOf(name) : Integer.parseInt(name);
    }
}
