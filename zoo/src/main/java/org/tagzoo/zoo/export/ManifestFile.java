package org.tagzoo.zoo.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * {@code tagzoo.json}: {@code {"format": 1, "tagzoo": "0.1.0", "row": "resnet50", "network":
 * "resnet50", "imageSize": 128, "resize": "stretch-bilinear-antialiased", "model": {"file":
 * "model.pt", "sha256": "…"}, "labels": [{"label": "sky", "threshold": 0.55}, …]}}. Members that
 * are not known are passed over; what can't be understood without them raises the format.
 */
final class ManifestFile {

    /** The format that this code writes and reads. */
    static final int FORMAT = 1;

    /** Enough for a hundred thousand labels. */
    static final int SIZE_LIMIT = 1 << 24;

    private static final String RESIZE = "stretch-bilinear-antialiased";
    private static final int DEPTH = 16;
    private static final int NAME_LENGTH = 1000;

    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH)
                                                    .build())
                                    .build())
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ManifestFile() {}

    /** Returns the file's text. */
    static String write(ExportManifest manifest) throws IOException {
        ExportDescription description = manifest.description();
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("tagzoo", manifest.writtenBy());
        root.put("row", description.row());
        root.put("network", description.network());
        root.put("imageSize", description.imageSize());
        root.put("resize", RESIZE);
        ObjectNode model = root.putObject("model");
        model.put("file", ExportFiles.MODEL);
        model.put("sha256", manifest.modelSha256());
        ArrayNode labels = root.putArray("labels");
        for (int l = 0; l < description.labels().size(); l++) {
            ObjectNode label = labels.addObject();
            label.put("label", description.labels().name(l));
            label.put("threshold", description.thresholds().value(l));
        }
        return JSON.writeValueAsString(root) + "\n";
    }

    /**
     * Reads the file's content.
     *
     * @param content at most {@link #SIZE_LIMIT} bytes
     * @param origin for messages
     */
    static ExportManifest read(byte[] content, String origin) throws ExportException {
        try {
            return new ManifestFile.Reader(origin).manifest(JSON.readTree(content));
        } catch (JsonProcessingException e) {
            throw new ExportException(
                    "%s is not JSON of an export: %s".formatted(origin, e.getOriginalMessage()), e);
        } catch (ExportException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new ExportException(origin + ": " + e.getMessage(), e);
        }
    }

    /**
     * @param origin for messages
     */
    private record Reader(String origin) {

        ExportManifest manifest(JsonNode root) throws ExportException {
            requireFormat(root);
            required(root, "resize", RESIZE);
            required(root.path("model"), "file", ExportFiles.MODEL);
            String sha256 = text(root.path("model"), "sha256");
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw wrong("sha256", "64 hexadecimal digits", sha256);
            }
            List<String> names = new ArrayList<>();
            List<Double> thresholds = new ArrayList<>();
            for (JsonNode label : list(root, "labels")) {
                names.add(text(label, "label"));
                thresholds.add(number(label, "threshold").doubleValue());
            }
            return new ExportManifest(
                    new ExportDescription(
                            text(root, "row"),
                            text(root, "network"),
                            new LabelSet(names),
                            new Thresholds(thresholds),
                            whole(root, "imageSize")),
                    sha256,
                    text(root, "tagzoo"));
        }

        private void requireFormat(JsonNode root) throws ExportException {
            int format = whole(root, "format");
            if (format > FORMAT) {
                throw new ExportException(
                        "%s is of format %d, written by TagZoo %s; this is TagZoo %s, which reads up to format %d: use TagZoo %3$s or later"
                                .formatted(
                                        origin,
                                        format,
                                        text(root, "tagzoo"),
                                        ExportManifest.TAGZOO,
                                        FORMAT));
            }
            if (format < 1) {
                throw wrong("format", "1 to " + FORMAT, String.valueOf(format));
            }
        }

        private void required(JsonNode node, String name, String value) throws ExportException {
            String found = text(node, name);
            if (!found.equals(value)) {
                throw wrong(name, "'" + value + "'", "'" + found + "'");
            }
        }

        private JsonNode list(JsonNode node, String name) throws ExportException {
            JsonNode list = node.path(name);
            if (!list.isArray()) {
                throw wrong(name, "a list", kind(list));
            }
            return list;
        }

        private String text(JsonNode node, String name) throws ExportException {
            JsonNode text = node.path(name);
            if (!text.isTextual()) {
                throw wrong(name, "a text", kind(text));
            }
            if (text.textValue().length() > NAME_LENGTH) {
                throw wrong(
                        name,
                        "at most " + NAME_LENGTH + " characters",
                        "of " + text.textValue().length());
            }
            return text.textValue();
        }

        private JsonNode number(JsonNode node, String name) throws ExportException {
            JsonNode number = node.path(name);
            if (!number.isNumber()) {
                throw wrong(name, "a number", kind(number));
            }
            return number;
        }

        private int whole(JsonNode node, String name) throws ExportException {
            JsonNode number = number(node, name);
            if (!number.isInt()) {
                throw wrong(name, "a whole number", number.asText());
            }
            return number.intValue();
        }

        private static String kind(JsonNode node) {
            return node.isMissingNode() ? "missing" : "of type " + node.getNodeType();
        }

        private ExportException wrong(String name, String allowed, String found) {
            return new ExportException(
                    "%s: '%s' must be %s, is %s".formatted(origin, name, allowed, found));
        }
    }
}
