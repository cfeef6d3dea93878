package org.tagzoo.app.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.metric.Spread;

/**
 * What came of a row.
 *
 * @param row its line in the table
 * @param validation the task's first metric on validation, at its threshold if it has one, which
 *     the file names after the metric; {@code null} where there are no metrics
 */
public record RowOutcome(Row row, Double validation) {

    /** Its file in a row's folder. */
    public static final String FILE = "outcome.json";

    /** Returns the same outcome with what several training seeds gave. */
    public RowOutcome withSpread(Spread spread) {
        return new RowOutcome(row.withSpread(spread), validation);
    }

    /** Returns the same outcome with another line, of the same metrics. */
    public RowOutcome withRow(Row other) {
        return new RowOutcome(other, validation);
    }

    /** Writes the last file of a row's metrics: with it, they are taken and stay as they are. */
    public void write(Path rowFolder) throws IOException {
        AtomicFile.write(rowFolder.resolve(FILE), text());
    }

    /** Returns what {@link #write} writes. */
    public String text() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("row", row);
        members.put(HistoryFile.first("validation", row.task()), validation);
        return CheckedJson.line(members) + "\n";
    }

    /** Returns what an earlier process wrote; empty if the row is not done. */
    public static Optional<RowOutcome> read(Path rowFolder) throws IOException {
        Path file = rowFolder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = CheckedJson.JSON.tree(file);
            Row row = CheckedJson.JSON.bind(root.required("row"), "row", Row.class);
            JsonNode validation = root.required(HistoryFile.first("validation", row.task()));
            return Optional.of(
                    new RowOutcome(row, validation.isNull() ? null : validation.doubleValue()));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "%s is not what TagZoo wrote (%s); delete it, and the row is evaluated anew"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
