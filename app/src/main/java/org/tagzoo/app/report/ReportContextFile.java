package org.tagzoo.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * {@code report.json}: what {@code report.html} says beside the figures, so that the page can be
 * written again when a row joins the table.
 */
public final class ReportContextFile {

    private static final long SIZE_LIMIT = 1 << 26;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportContextFile() {}

    /** Writes the file, in place of any that is there. */
    public static void write(Path file, ReportContext context) throws IOException {
        AtomicFile.write(file, JSON.writeValueAsString(context) + "\n");
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws IOException if it can't be read, or is no such file
     */
    public static ReportContext read(Path file) throws IOException {
        if (Files.size(file) > SIZE_LIMIT) {
            throw new IOException(file + ": more than " + SIZE_LIMIT + " bytes, too large");
        }
        try {
            ReportContext context = JSON.readValue(Files.readAllBytes(file), ReportContext.class);
            if (context == null || context.title() == null) {
                throw new IOException(file + ": there is no title in it");
            }
            return context;
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": no report.json: " + e.getOriginalMessage(), e);
        }
    }
}
