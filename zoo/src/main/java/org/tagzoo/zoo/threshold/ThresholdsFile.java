package org.tagzoo.zoo.threshold;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.label.LabelSet;

/**
 * {@code thresholds.json}: {@code {"schema": 1, "threshold": 0.55, "perLabel": {"sky": 0.41,
 * ...}}}, labels in order. A label is attached where its score, a float, is at least the threshold
 * rounded to a float; 2 means never.
 */
public final class ThresholdsFile {

    /** The version that this code writes. */
    public static final int SCHEMA = 1;

    /** Far more than any set of labels needs. */
    private static final long SIZE_LIMIT = 1 << 24;

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private ThresholdsFile() {}

    /**
     * Writes a file, in place of any that is there.
     *
     * @param file its folder must exist
     * @param labels the names of the thresholds, as many as there are
     * @throws IOException if it can't be written
     */
    public static void write(Path file, LabelSet labels, ChosenThresholds chosen)
            throws IOException {
        if (labels.size() != chosen.perLabel().values().size()) {
            throw new IllegalArgumentException(
                    "%d thresholds for %d labels"
                            .formatted(chosen.perLabel().values().size(), labels.size()));
        }
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("threshold", chosen.forAll());
        ObjectNode perLabel = root.putObject("perLabel");
        for (int l = 0; l < labels.size(); l++) {
            perLabel.put(labels.name(l), chosen.perLabel().value(l));
        }
        AtomicFile.write(
                file,
                writer -> {
                    JSON.writeValue(writer, root);
                    writer.write('\n');
                });
    }

    /**
     * Reads a file for the labels of a network, by name.
     *
     * @throws IOException if it can't be read, or is not a file of thresholds for just these labels
     */
    public static ChosenThresholds read(Path file, LabelSet labels) throws IOException {
        if (Files.size(file) > SIZE_LIMIT) {
            throw wrong(file, "more than " + SIZE_LIMIT + " bytes, too large for thresholds");
        }
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw wrong(file, "not JSON: " + e.getOriginalMessage());
        }
        JsonNode schema = root.path("schema");
        if (!schema.isInt() || schema.intValue() != SCHEMA) {
            throw wrong(file, "schema is '%s', not %d".formatted(schema.asText(), SCHEMA));
        }
        JsonNode perLabel = root.path("perLabel");
        if (perLabel.size() != labels.size()) {
            throw wrong(
                    file, "%d thresholds for %d labels".formatted(perLabel.size(), labels.size()));
        }
        List<Double> values = new ArrayList<>();
        for (String label : labels.names()) {
            values.add(number(file, "threshold of '" + label + "'", perLabel.path(label)));
        }
        try {
            return new ChosenThresholds(
                    number(file, "threshold", root.path("threshold")), new Thresholds(values));
        } catch (IllegalArgumentException e) {
            throw wrong(file, e.getMessage());
        }
    }

    private static double number(Path file, String name, JsonNode value) throws IOException {
        if (!value.isNumber()) {
            throw wrong(file, "%s is '%s', not a number".formatted(name, value.asText()));
        }
        return value.doubleValue();
    }

    private static IOException wrong(Path file, String what) {
        return new IOException(file + ": " + what);
    }
}
