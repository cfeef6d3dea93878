package org.tagzoo.datasets.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * One JSON object a line and image, as {@code metadata.jsonl} of Hugging Face: {@code {"file_name":
 * "0001.png", "labels": ["sky", "sea"]}}. It is read as a table ({@link CsvCorpus}): a member is a
 * column, members of an object in it are columns with a dot between their names, lists of texts are
 * lists of labels, {@code null} and what is missing are blank.
 *
 * <p>Of a folder, its {@code metadata.jsonl} is read, or those of the folders in it; folders named
 * for the parts of a split are the parts.
 */
final class JsonlCorpus {

    private static final String FILE = "metadata.jsonl";
    private static final String NAME = "file_name";
    private static final int MAX_DEPTH = 3;

    private final List<Map<String, String>> objects = new ArrayList<>();
    private final List<CsvTable.Row> places = new ArrayList<>();
    private final Set<String> columns = new LinkedHashSet<>();

    private JsonlCorpus() {}

    /**
     * @throws CorpusException if the file is missing, a line is no JSON object, or what {@link
     *     CsvCorpus} refuses
     */
    static Corpus read(String name, Path path, CorpusOptions options) {
        JsonlCorpus corpus = new JsonlCorpus();
        Path file = path;
        if (Files.isDirectory(path)) {
            file = path.resolve(FILE);
            if (!Files.exists(file)) {
                corpus.readParts(path);
            }
        }
        if (corpus.objects.isEmpty()) {
            corpus.read(file, Map.of(), "");
        }
        if (corpus.objects.isEmpty()) {
            throw new CorpusException("%s has no line: one JSON object an image is needed", file);
        }
        return CsvCorpus.read(name, corpus.table(file), options);
    }

    private void readParts(Path folder) {
        for (Path inside : ImageLookup.foldersIn(folder)) {
            if (Files.exists(inside.resolve(FILE))) {
                String part = inside.getFileName().toString();
                Map<String, String> more =
                        PartNames.part(part).map(p -> Map.of("split", p)).orElse(Map.of());
                read(inside.resolve(FILE), more, part + "/");
            }
        }
    }

    /**
     * @param more columns that each line of the file has beside its own
     * @param prefix of the images' names
     */
    private void read(Path file, Map<String, String> more, String prefix) {
        if (!Files.isRegularFile(file)) {
            throw new CorpusException("There is no file %s", file.toAbsolutePath().normalize());
        }
        List<String> lines = TextFile.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String place = file + ":" + (i + 1);
            Map<String, String> object = new LinkedHashMap<>(more);
            flatten("", object(lines.get(i), place), object, MAX_DEPTH);
            object.computeIfPresent(NAME, (key, value) -> prefix + value);
            columns.addAll(object.keySet());
            if (columns.size() > CsvTable.MAX_COLUMNS) {
                throw new CorpusException(
                        "%s: more than %d different members", place, CsvTable.MAX_COLUMNS);
            }
            objects.add(object);
            places.add(new CsvTable.Row(file, i + 1L, List.of()));
        }
    }

    private static JsonNode object(String line, String place) {
        try {
            JsonNode node = CheckedJson.JSON.tree(line.getBytes(StandardCharsets.UTF_8), place);
            if (node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw new CorpusException(e, "%s", e.getMessage());
        }
        throw new CorpusException(
                "%s: a JSON object such as {\"file_name\": \"1.png\", \"label\": \"cat\"} is needed",
                place);
    }

    private static void flatten(
            String prefix, JsonNode node, Map<String, String> object, int depth) {
        node.properties()
                .forEach(
                        member -> {
                            JsonNode value = member.getValue();
                            String key = prefix + member.getKey().strip();
                            if (value.isObject() && depth > 1) {
                                flatten(key + ".", value, object, depth - 1);
                            } else {
                                String text =
                                        value.isNull()
                                                ? ""
                                                : value.isContainerNode()
                                                        ? value.toString()
                                                        : value.asText().strip();
                                object.put(key.isEmpty() ? "no name" : key, text);
                            }
                        });
    }

    private CsvTable table(Path file) {
        List<String> header = List.copyOf(columns);
        List<CsvTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            Map<String, String> object = objects.get(i);
            List<String> fields =
                    header.stream()
                            .map(key -> Optional.ofNullable(object.get(key)).orElse(""))
                            .toList();
            rows.add(new CsvTable.Row(places.get(i).file(), places.get(i).line(), fields));
        }
        return new CsvTable(file, ',', header, rows);
    }
}
