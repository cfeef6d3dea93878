package org.tagzoo.app.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * @param validationF1 micro F1 on validation at its threshold; {@code null} where there are no
 *     figures
 */
record RowOutcome(Row row, Double validationF1) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "outcome.json";

    /** Returns the same outcome with what several training seeds gave. */
    RowOutcome withF1Spread(Spread spread) {
        return new RowOutcome(row.withF1Spread(spread), validationF1);
    }

    /** Writes the last file of a row's figures: with it, they are taken and stay as they are. */
    void write(Path rowFolder) throws IOException {
        AtomicFile.write(rowFolder.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    }

    /** Returns what an earlier process wrote; empty if the row is not done. */
    static Optional<RowOutcome> read(Path rowFolder) throws IOException {
        Path file = rowFolder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), RowOutcome.class));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s is not what TagZoo wrote; delete it, and the row is judged anew"
                            .formatted(file),
                    e);
        }
    }
}
