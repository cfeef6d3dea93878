package org.tagzoo.app.experiment;

import ai.djl.engine.Engine;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tagzoo.app.evaluation.CorpusReference;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.split.Part;

/** What a run was made with: {@code config.json}, and the same in short for the report. */
final class RunConfig {

    private static final int SCHEMA = 1;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RunConfig() {}

    static void write(Path file, ComparisonSettings settings, PreparedCorpus corpus)
            throws IOException {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("schema", SCHEMA);
        config.put("corpus", settings.corpus());
        config.put("corpusOptions", CorpusReference.describe(settings.corpusOptions()));
        config.put("corpusHash", corpus.scanned().hash());
        Map<String, Integer> parts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            parts.put(part.label(), corpus.rows().get(part).length);
        }
        config.put("split", parts);
        config.put("labels", corpus.labels().names());
        config.put("seed", settings.seed());
        config.put("precision", settings.precision());
        config.put("memoryFormat", settings.memoryFormat());
        config.put("device", settings.device());
        config.put("threads", settings.threads());
        config.put("recipe", settings.recipe());
        config.put("versions", versions());
        AtomicFile.write(file, JSON.writeValueAsString(config) + "\n");
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", Runtime.version().toString());
        versions.put("pytorch", Engine.getEngine("PyTorch").getVersion());
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }

    static Map<String, String> summary(ComparisonSettings settings) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("recipe", settings.recipe().name());
        summary.put("seed", String.valueOf(settings.seed()));
        summary.put("split", "train 60%, validation 20%, test 20%");
        summary.put("precision", settings.precision().name().toLowerCase(java.util.Locale.ROOT));
        summary.put("device", settings.device());
        settings.recipe()
                .rows()
                .forEach(
                        row ->
                                summary.put(
                                        "row " + row.name(),
                                        "%d px, %d epochs, batch %d, learning rate %s, %s"
                                                .formatted(
                                                        row.imageSize(),
                                                        row.epochs(),
                                                        row.batchSize(),
                                                        row.maxLr(),
                                                        row.posWeight()
                                                                ? "positives weighted"
                                                                : "no weights on positives")));
        return summary;
    }
}
