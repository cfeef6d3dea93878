package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.file.AtomicFile;

/** {@code history.csv}: a line an epoch. */
public final class HistoryFile {

    /** Far more than 10,000 epochs need. */
    private static final long SIZE_LIMIT = 1 << 24;

    private static final List<String> COLUMNS =
            List.of("epoch", "trainLoss", "validationLoss", "trainF1", "validationF1", "seconds");

    private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private HistoryFile() {}

    /** Writes the file, in place of any that is there. */
    public static void write(Path file, List<RowDetails.Epoch> history) throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    CSVPrinter csv = new CSVPrinter(out, CSV);
                    csv.printRecord(COLUMNS);
                    for (RowDetails.Epoch e : history) {
                        csv.printRecord(
                                e.epoch(),
                                e.trainLoss(),
                                e.validationLoss(),
                                e.trainF1(),
                                e.validationF1(),
                                e.seconds());
                    }
                });
    }

    /**
     * Reads a file; columns that it does not know are passed over.
     *
     * @return an entry an epoch; none if there is no file, as of a row that trained nothing
     * @throws IOException if it can't be read, or a figure is missing; one line that says which
     */
    public static List<RowDetails.Epoch> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        if (Files.size(file) > SIZE_LIMIT) {
            throw new IOException(file + ": more than " + SIZE_LIMIT + " bytes, too large");
        }
        CSVFormat named = CSV.builder().setHeader().setSkipHeaderRecord(true).get();
        List<RowDetails.Epoch> history = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, named)) {
            for (CSVRecord line : parser) {
                history.add(epoch(line));
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new IOException(
                    "%s, line %d: no epoch with %s: %s"
                            .formatted(
                                    file,
                                    history.size() + 2,
                                    String.join(", ", COLUMNS),
                                    e.getMessage()),
                    e);
        }
        return history;
    }

    private static RowDetails.Epoch epoch(CSVRecord line) {
        return new RowDetails.Epoch(
                Integer.parseInt(line.get("epoch")),
                Double.parseDouble(line.get("trainLoss")),
                Double.parseDouble(line.get("validationLoss")),
                Double.parseDouble(line.get("trainF1")),
                Double.parseDouble(line.get("validationF1")),
                Double.parseDouble(line.get("seconds")));
    }
}
