package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@link Augmentation}s: those that TagZoo brings, by name, and YAML files. */
public final class AugmentationReader {

    /** The augmentations that TagZoo brings. */
    public static final List<String> NAMES = List.of("helsinki");

    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_TRANSFORMS = 64;

    private AugmentationReader() {}

    /**
     * Reads an augmentation.
     *
     * @param augmentation one of {@link #NAMES}, or the path of a YAML file with a list as in
     *     {@link Transform}
     * @throws TransformException if there is none, or it can't be followed
     */
    public static Augmentation read(String augmentation) {
        try {
            return NAMES.contains(augmentation)
                    ? builtIn(augmentation)
                    : parse(TransformReader.YAML.readTree(file(augmentation).toFile()));
        } catch (TransformException e) {
            throw new TransformException(
                    "Augmentation '%s': %s".formatted(augmentation, e.getMessage()));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new TransformException(
                    "Augmentation '%s': line %d is no YAML: %s"
                            .formatted(augmentation, line, firstLine(e)));
        } catch (IOException e) {
            throw new TransformException(
                    "Augmentation '%s': the file can't be read: %s"
                            .formatted(augmentation, e.getMessage()));
        }
    }

    /**
     * Reads an augmentation that is part of a larger document.
     *
     * @param node a list of transforms, or a name
     * @throws TransformException if it can't be followed; the message doesn't say where the node is
     */
    public static Augmentation parse(JsonNode node) {
        if (node.isTextual() && NAMES.contains(node.textValue())) {
            try {
                return builtIn(node.textValue());
            } catch (IOException e) {
                throw new IllegalStateException("TagZoo's own jar can't be read", e);
            }
        }
        if (!node.isArray()) {
            throw new TransformException(
                    "an augmentation is a list of transforms, or one of %s, not %s"
                            .formatted(String.join(", ", NAMES), excerpt(node)));
        }
        if (node.size() > MAX_TRANSFORMS) {
            throw new TransformException(
                    "an augmentation has %d transforms at most, not %d"
                            .formatted(MAX_TRANSFORMS, node.size()));
        }
        List<Transform> transforms = new ArrayList<>();
        for (JsonNode entry : node) {
            try {
                transforms.add(TransformReader.read(entry));
            } catch (TransformException e) {
                throw new TransformException(
                        "transform %d: %s".formatted(transforms.size() + 1, e.getMessage()));
            }
        }
        return new Augmentation(transforms);
    }

    /** Returns a transform on one line, as a list in a YAML file has it. */
    public static String describe(Transform transform) {
        return TransformReader.describe(transform);
    }

    private static Augmentation builtIn(String name) throws IOException {
        try (InputStream in = AugmentationReader.class.getResourceAsStream(name + ".yaml")) {
            return parse(TransformReader.YAML.readTree(in));
        }
    }

    private static Path file(String path) throws IOException {
        Path file = Path.of(path);
        if (!Files.isRegularFile(file)) {
            throw new TransformException(
                    "there is no such augmentation or file; it is one of %s, or a YAML file"
                            .formatted(String.join(", ", NAMES)));
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new TransformException("an augmentation's file has 1 MiB at most");
        }
        return file;
    }

    static String excerpt(JsonNode node) {
        String text = node.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }
}
