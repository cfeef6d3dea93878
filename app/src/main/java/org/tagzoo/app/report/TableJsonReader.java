package org.tagzoo.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Reads {@code table.json} back, and says where one is wrong. */
public final class TableJsonReader {

    /** Far more than any table needs. */
    private static final long SIZE_LIMIT = 1 << 26;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private TableJsonReader() {}

    /**
     * Reads a table. Rows of a file that knows neither spreads nor ensembles have none.
     *
     * @throws IOException if the file can't be read, is no table of this layout, or has a row whose
     *     name could not be a folder's; one line that names the file
     */
    public static Table read(Path file) throws IOException {
        if (Files.size(file) > SIZE_LIMIT) {
            throw wrong(file, "more than " + SIZE_LIMIT + " bytes, too large for a table");
        }
        Table table;
        try {
            table = JSON.readValue(Files.readAllBytes(file), Table.class);
        } catch (JsonProcessingException e) {
            throw wrong(
                    file, "not a table: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
        if (table == null || table.schema() != Table.SCHEMA) {
            throw wrong(
                    file,
                    "schema is %s, not %d"
                            .formatted(table == null ? "missing" : table.schema(), Table.SCHEMA));
        }
        if (table.corpus() == null || table.rows() == null || table.baselines() == null) {
            throw wrong(file, "corpus, rows or baselines are missing");
        }
        Set<String> names = new HashSet<>();
        for (Row row : table.rows()) {
            if (row == null || !RowName.isValid(row.name())) {
                throw wrong(
                        file,
                        "a row is named '%s'; %s"
                                .formatted(row == null ? null : row.name(), RowName.RULE));
            }
            if (!names.add(row.name())) {
                throw wrong(file, "row '" + row.name() + "' stands there twice");
            }
            if (row.status() == null || (row.status() == Row.Status.OK && row.first() == null)) {
                throw wrong(
                        file,
                        "row '"
                                + row.name()
                                + "' has no status, or no "
                                + row.task().firstMetric().heading());
            }
        }
        return table;
    }

    private static IOException wrong(Path file, String what) {
        return new IOException(file + ": " + OneLine.of(what));
    }
}
