package org.tagzoo.app.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagzoo.app.report.OneLine;
import org.tagzoo.app.report.RowName;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Normalization;

/**
 * Makes a {@link RowNetwork} of JSON that may say anything.
 *
 * @param file for messages
 */
record NetworkReader(Path file) {

    /** Stands for first weights that were drawn. */
    static final String RANDOM = "random";

    private static final int LAYER_LIMIT = 1000;
    private static final int WIDTH_LIMIT = 65_536;
    private static final int LABEL_LIMIT = 100_000;
    private static final int TEXT_LIMIT = 4096;
    private static final int CHANNELS = 3;
    private static final double LARGEST = 1e6;

    RowNetwork read(JsonNode root) throws IOException {
        int format = whole(root, "format", 1, Integer.MAX_VALUE);
        if (format > NetworkFile.FORMAT) {
            throw new IOException(
                    "%s: format %d is a later TagZoo's; this one reads up to %d: use the TagZoo that made the run"
                            .formatted(file, format, NetworkFile.FORMAT));
        }
        String row = text(root, "row");
        if (!RowName.isValid(row)) {
            throw wrong("row", RowName.RULE, row);
        }
        JsonNode tensors = root.path("tensors");
        if (!text(tensors, "file").equals(NetworkFile.TENSORS)) {
            throw wrong("tensors.file", NetworkFile.TENSORS, text(tensors, "file"));
        }
        try {
            LabelSet labels = new LabelSet(texts(root, "labels"));
            return new RowNetwork(
                    row,
                    text(root, "architecture"),
                    yes(root, "strideOnFirst1x1"),
                    head(root.path("head"), labels.size()),
                    whole(root, "imageSize", 1, Integer.MAX_VALUE),
                    new Normalization(
                            channels(root.path("normalization"), "mean"),
                            channels(root.path("normalization"), "deviation")),
                    labels,
                    text(root, "trainedFrom"),
                    text(tensors, "sha256"),
                    weights(root.path("weights")));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(file + ": " + OneLine.of(e.getMessage()), e);
        }
    }

    private Head head(JsonNode node, int labels) throws IOException {
        JsonNode hidden = list(node, "hidden", 0, LAYER_LIMIT);
        List<Integer> widths = new ArrayList<>();
        for (JsonNode width : hidden) {
            if (!width.isInt() || width.intValue() < 1 || width.intValue() > WIDTH_LIMIT) {
                throw wrong("head.hidden", "widths of 1 to " + WIDTH_LIMIT, width.toString());
            }
            widths.add(width.intValue());
        }
        return new Head(
                labels,
                widths,
                number(node, "dropout", node.path("dropout")),
                yes(node, "standardized"));
    }

    private Optional<FirstWeights> weights(JsonNode node) throws IOException {
        if (node.isTextual() && node.textValue().equals(RANDOM)) {
            return Optional.empty();
        }
        if (!node.isObject()) {
            throw wrong("weights", "'random' or an object", kind(node));
        }
        try {
            return Optional.of(
                    new FirstWeights(
                            text(node, "name"),
                            text(node, "file"),
                            optional(node, "given").map(Path::of),
                            text(node, "sha256"),
                            optional(node, "origin"),
                            optional(node, "licence")));
        } catch (InvalidPathException e) {
            throw wrong("weights.given", "a path", e.getInput());
        }
    }

    private List<Double> channels(JsonNode node, String name) throws IOException {
        List<Double> values = new ArrayList<>();
        for (JsonNode value : list(node, name, CHANNELS, CHANNELS)) {
            values.add(number(node, name, value));
        }
        return values;
    }

    private double number(JsonNode node, String name, JsonNode value) throws IOException {
        if (!value.isNumber() || !(Math.abs(value.doubleValue()) <= LARGEST)) {
            throw wrong(name, "a number", node.isMissingNode() ? "missing" : value.toString());
        }
        return value.doubleValue();
    }

    private List<String> texts(JsonNode node, String name) throws IOException {
        List<String> values = new ArrayList<>();
        for (JsonNode value : list(node, name, 1, LABEL_LIMIT)) {
            values.add(bounded(name, value));
        }
        return values;
    }

    private JsonNode list(JsonNode node, String name, int least, int most) throws IOException {
        JsonNode list = node.path(name);
        if (!list.isArray() || list.size() < least || list.size() > most) {
            throw wrong(
                    name,
                    least == most
                            ? "a list of " + most
                            : "a list of %d to %d".formatted(least, most),
                    list.isArray() ? "one of " + list.size() : kind(list));
        }
        return list;
    }

    private boolean yes(JsonNode node, String name) throws IOException {
        if (!node.path(name).isBoolean()) {
            throw wrong(name, "true or false", kind(node.path(name)));
        }
        return node.path(name).booleanValue();
    }

    private int whole(JsonNode node, String name, int least, int most) throws IOException {
        JsonNode number = node.path(name);
        if (!number.isInt() || number.intValue() < least || number.intValue() > most) {
            throw wrong(
                    name,
                    "a whole number from " + least,
                    number.isMissingNode() ? "missing" : number.toString());
        }
        return number.intValue();
    }

    private Optional<String> optional(JsonNode node, String name) throws IOException {
        return node.has(name) ? Optional.of(text(node, name)) : Optional.empty();
    }

    private String text(JsonNode node, String name) throws IOException {
        return bounded(name, node.path(name));
    }

    private String bounded(String name, JsonNode text) throws IOException {
        if (!text.isTextual()) {
            throw wrong(name, "a text", kind(text));
        }
        if (text.textValue().length() > TEXT_LIMIT) {
            throw wrong(
                    name, "up to " + TEXT_LIMIT + " letters", "of " + text.textValue().length());
        }
        return text.textValue();
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode() ? "missing" : "of type " + node.getNodeType();
    }

    private IOException wrong(String name, String allowed, String found) {
        String some = found.length() > 80 ? found.substring(0, 80) + "…" : found;
        return new IOException(
                "%s: '%s' must be %s, is %s".formatted(file, name, allowed, OneLine.of(some)));
    }
}
