package org.tagzoo.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * The table as {@code table.json}: every member of {@link Table}, in its order, a missing metric as
 * {@code null}. Metrics are written in full, so that a threshold read back predicts the same
 * labels; never with an exponent, and {@code null} where not finite, which JSON can't say.
 */
public final class TableJson {

    /** Far more than any table needs. */
    private static final int SIZE_LIMIT = 1 << 26;

    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private static final ObjectWriter WRITER =
            new ObjectMapper()
                    .registerModule(
                            new SimpleModule()
                                    .addSerializer(Double.class, new Decimal())
                                    .addSerializer(double.class, new Decimal()))
                    .writer(
                            new DefaultPrettyPrinter()
                                    .withSeparators(
                                            Separators.createDefaultInstance()
                                                    .withObjectFieldValueSpacing(
                                                            Separators.Spacing.AFTER))
                                    .withObjectIndenter(INDENT)
                                    .withArrayIndenter(INDENT));

    private TableJson() {}

    /** The whole file's text, indented by two spaces, with a line end after it. */
    public static String render(Table table) {
        try {
            return WRITER.writeValueAsString(table) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("could not write the table as JSON", e);
        }
    }

    /**
     * Reads a table. Rows of a file that knows neither spreads nor ensembles have none.
     *
     * @throws IOException if the file can't be read, is no table of this layout, or has a row whose
     *     name could not be a folder's; one line that names the file
     */
    public static Table read(Path file) throws IOException {
        Table table = CheckedJson.JSON.ofAtMost(SIZE_LIMIT).read(file, Table.class);
        Set<String> names = new HashSet<>();
        for (Row row : table.rows()) {
            require(
                    RowName.isValid(row.name()),
                    file,
                    "a row is named '%s'; %s".formatted(row.name(), RowName.RULE));
            require(names.add(row.name()), file, "row '" + row.name() + "' stands there twice");
            require(
                    row.status() != null && (row.status() != Row.Status.OK || row.first() != null),
                    file,
                    "row '%s' has no status, or no %s"
                            .formatted(row.name(), row.task().firstMetric().heading()));
        }
        return table;
    }

    private static void require(boolean holds, Path file, String orElse) throws IOException {
        if (!holds) {
            throw new IOException(file + ": " + OneLine.of(orElse));
        }
    }

    private static final class Decimal extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            if (Double.isFinite(value)) {
                out.writeNumber(new BigDecimal(value.toString()).toPlainString());
            } else {
                out.writeNull();
            }
        }
    }
}
