package org.tagzoo.app.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.zoo.metric.Spread;

/**
 * What came of a row.
 *
 * @param row its line in the table
 * @param validation the task's first metric on validation, at its threshold if it has one, which
 *     the file names after the metric; {@code null} where there are no figures
 */
public record RowOutcome(Row row, Double validation) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "outcome.json";

    /** Returns the same outcome with what several training seeds gave. */
    public RowOutcome withSpread(Spread spread) {
        return new RowOutcome(row.withSpread(spread), validation);
    }

    /** Writes the last file of a row's figures: with it, they are taken and stay as they are. */
    public void write(Path rowFolder) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.set("row", JSON.valueToTree(row));
        root.put(HistoryFile.first("validation", row.task()), validation);
        AtomicFile.write(rowFolder.resolve(FILE), JSON.writeValueAsString(root) + "\n");
    }

    /** Returns what an earlier process wrote; empty if the row is not done. */
    public static Optional<RowOutcome> read(Path rowFolder) throws IOException {
        Path file = rowFolder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(file.toFile());
            Row row = JSON.treeToValue(root.required("row"), Row.class);
            JsonNode validation = root.required(HistoryFile.first("validation", row.task()));
            return Optional.of(new RowOutcome(row, JSON.treeToValue(validation, Double.class)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(
                    "%s is not what TagZoo wrote; delete it, and the row is judged anew"
                            .formatted(file),
                    e);
        }
    }
}
