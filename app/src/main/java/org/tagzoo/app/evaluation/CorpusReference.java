package org.tagzoo.app.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.CorpusOptions;

/**
 * Which corpus a run was made with, as {@code config.json} keeps it in {@code corpus} and {@code
 * corpusOptions}.
 *
 * @param corpus as the user named it; a path in it counts from the folder the run was started in
 * @param options how it is read
 */
public record CorpusReference(String corpus, CorpusOptions options) {

    private static final long SIZE_LIMIT = 1 << 26;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Returns the options as values that JSON can hold; {@code null} where the user said nothing.
     */
    public static Map<String, Object> describe(CorpusOptions options) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("imageFolder", options.imageFolder().map(Path::toString).orElse(null));
        values.put("idColumn", options.idColumn().orElse(null));
        values.put("labelColumns", options.labelColumns());
        values.put("minimumSupport", boxed(options.minimumSupport()));
        values.put("limit", boxed(options.limit()));
        values.put("seed", options.seed());
        return values;
    }

    private static Integer boxed(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    /**
     * Reads what a run says of its corpus.
     *
     * @param config the run's {@code config.json}
     * @throws IOException if it can't be read or names no corpus
     */
    public static CorpusReference read(Path config) throws IOException {
        if (Files.size(config) > SIZE_LIMIT) {
            throw new IOException(config + ": more than " + SIZE_LIMIT + " bytes, too large");
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(config));
            if (!root.path("corpus").isTextual() || !root.path("corpusOptions").isObject()) {
                throw new IOException(config + ": there is no corpus with its options in it");
            }
            return new CorpusReference(
                    root.get("corpus").textValue(), options(root.get("corpusOptions")));
        } catch (JsonProcessingException e) {
            throw new IOException(config + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (InvalidPathException | CorpusException e) {
            throw new IOException(config + ": " + e.getMessage(), e);
        }
    }

    private static CorpusOptions options(JsonNode node) {
        CorpusOptions options = CorpusOptions.DEFAULT;
        if (node.path("imageFolder").isTextual()) {
            options = options.withImageFolder(Path.of(node.get("imageFolder").textValue()));
        }
        if (node.path("idColumn").isTextual()) {
            options = options.withIdColumn(node.get("idColumn").textValue());
        }
        List<String> columns = new ArrayList<>();
        node.path("labelColumns").forEach(column -> columns.add(column.asText()));
        options = options.withLabelColumns(columns);
        if (node.path("minimumSupport").isInt()) {
            options = options.withMinimumSupport(node.get("minimumSupport").intValue());
        }
        return node.path("limit").isInt()
                ? options.withLimit(node.get("limit").intValue(), node.path("seed").longValue())
                : options;
    }

    /**
     * Returns the images of the corpus.
     *
     * @throws RunException if it can't be read any more
     */
    public Thumbnails thumbnails() {
        try {
            Corpus read = Corpora.read(corpus, options);
            return Thumbnails.of(read.images());
        } catch (CorpusException e) {
            throw new RunException(
                    "The images for the report can't be read again (%s): run this in the folder where the run was started, or give --no-images"
                            .formatted(e.getMessage()));
        }
    }
}
