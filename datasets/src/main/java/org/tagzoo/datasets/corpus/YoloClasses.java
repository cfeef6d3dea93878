package org.tagzoo.datasets.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The class names of {@code data.yaml}: {@code names} is a list, or a map from 0, 1, 2, ... to
 * names; {@code nc}, where it stands there, is their number. Everything else is passed over.
 */
final class YoloClasses {

    private static final YAMLMapper YAML = new YAMLMapper();

    private YoloClasses() {}

    /**
     * @throws CorpusException if there is no such file, it is not YAML, or its names make no sense
     */
    static List<String> read(String corpus, Path folder) {
        Path file = folder.resolve("data.yaml");
        if (!Files.isRegularFile(file)) {
            throw new CorpusException(
                    "The corpus '%s' has no data.yaml with the names of its classes in %s"
                            .formatted(corpus, folder));
        }
        JsonNode yaml = parse(file);
        JsonNode names = yaml.path("names");
        if (!names.isContainerNode() || names.isEmpty()) {
            throw new CorpusException(
                    "%s: 'names' is a list of class names, such as names: [cat, dog]; here it is %s"
                            .formatted(
                                    file,
                                    names.isMissingNode()
                                            ? "missing"
                                            : "'" + Excerpt.of(names.toString()) + "'"));
        }
        List<String> classes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = name(file, names, i);
            if (!seen.add(name)) {
                throw new CorpusException(
                        "%s: two classes are named '%s'; each needs its own name"
                                .formatted(file, Excerpt.of(name)));
            }
            classes.add(name);
        }
        JsonNode count = yaml.path("nc");
        if (!count.isMissingNode() && !count.asText().equals(String.valueOf(classes.size()))) {
            throw new CorpusException(
                    "%s: nc is %s, but there are %d names"
                            .formatted(file, Excerpt.of(count.asText()), classes.size()));
        }
        return classes;
    }

    private static String name(Path file, JsonNode names, int index) {
        JsonNode node = names.isArray() ? names.path(index) : names.path(String.valueOf(index));
        if (node.isMissingNode()) {
            throw new CorpusException(
                    "%s: 'names' has %d classes, so its keys are 0 to %d, but %d is missing"
                            .formatted(file, names.size(), names.size() - 1, index));
        }
        String name = node.isValueNode() && !node.isNull() ? node.asText().strip() : "";
        if (name.isEmpty()) {
            throw new CorpusException(
                    "%s: the name of class %d is text, not '%s'"
                            .formatted(file, index, Excerpt.of(node.toString())));
        }
        return name;
    }

    private static JsonNode parse(Path file) {
        try {
            return YAML.readTree(TextFile.read(file));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new CorpusException(
                    "%s:%d: not YAML: %s".formatted(file, line, Excerpt.of(e.getOriginalMessage())),
                    e);
        }
    }
}
