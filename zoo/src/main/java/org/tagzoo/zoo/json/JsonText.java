package org.tagzoo.zoo.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JSON in small files: indented when it is written; when it is read, of bounded size and depth, no
 * member twice, and nothing after its end.
 */
public final class JsonText {

    /** The largest file that is read: 16 MiB. */
    public static final int SIZE_LIMIT = 1 << 24;

    private static final int DEPTH = 16;

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

    private JsonText() {}

    /** Returns an object without members, to be filled and written. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Returns the text of an object, with a line break at its end. */
    public static String of(ObjectNode object) throws IOException {
        return JSON.writeValueAsString(object) + "\n";
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it can't be read, is larger than {@link #SIZE_LIMIT}, or no JSON; one
     *     line that names it
     */
    public static CheckedJson read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(SIZE_LIMIT + 1);
        }
        return parse(content, file.toString());
    }

    /**
     * Reads the content of a file.
     *
     * @param origin for messages
     * @throws IOException if it is longer than {@link #SIZE_LIMIT}, or no JSON; one line
     */
    public static CheckedJson parse(byte[] content, String origin) throws IOException {
        if (content.length > SIZE_LIMIT) {
            throw new IOException(
                    "%s is larger than %d MiB, too large for a description"
                            .formatted(origin, SIZE_LIMIT >> 20));
        }
        try {
            JsonNode root = JSON.readTree(content);
            return new CheckedJson(origin, "", root);
        } catch (JsonProcessingException e) {
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new IOException("%s: not JSON: %s".formatted(origin, what), e);
        }
    }
}
