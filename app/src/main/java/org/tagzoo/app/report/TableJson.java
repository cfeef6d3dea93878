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

/**
 * The table as {@code table.json}: every field of {@link Table}, in its order, a missing figure as
 * {@code null}. Figures are written in full, so that a threshold read back attaches the same
 * labels; never with an exponent, and {@code null} where not finite, which JSON can't say.
 */
public final class TableJson {

    private static final ObjectWriter WRITER =
            new ObjectMapper()
                    .registerModule(
                            new SimpleModule()
                                    .addSerializer(Double.class, new Figure())
                                    .addSerializer(double.class, new Figure()))
                    .writer(
                            new DefaultPrettyPrinter()
                                    .withSeparators(
                                            Separators.createDefaultInstance()
                                                    .withObjectFieldValueSpacing(
                                                            Separators.Spacing.AFTER))
                                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private TableJson() {}

    /** The whole file's text, indented by two spaces, with a line end after it. */
    public static String render(Table table) {
        try {
            return WRITER.writeValueAsString(table) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("could not write the table as JSON", e);
        }
    }

    private static final class Figure extends JsonSerializer<Double> {
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
