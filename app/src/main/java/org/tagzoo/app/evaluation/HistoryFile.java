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
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.zoo.task.Task;

/** {@code history.csv}: a line an epoch. */
public final class HistoryFile {

    /** Far more than 10,000 epochs need. */
    private static final long SIZE_LIMIT = 1 << 24;

    private HistoryFile() {}

    private static List<String> columns(Task task) {
        return List.of(
                "epoch",
                "trainLoss",
                "validationLoss",
                first("train", task),
                first("validation", task),
                "seconds");
    }

    /**
     * Returns the name of a task's first metric on a part, such as {@code validationF1} or {@code
     * validationTop1}.
     */
    public static String first(String part, Task task) {
        return part + StringUtils.capitalize(task.firstMetric().key());
    }

    /** Writes the file, in place of any that is there. */
    public static void write(Path file, Task task, List<RowDetails.Epoch> history)
            throws IOException {
        EvaluationFiles.csv(
                file,
                csv -> {
                    csv.printRecord(columns(task));
                    for (RowDetails.Epoch e : history) {
                        csv.printRecord(
                                e.epoch(),
                                e.trainLoss(),
                                e.validationLoss(),
                                e.train(),
                                e.validation(),
                                e.seconds());
                    }
                });
    }

    /**
     * Reads a file; columns that it does not know are passed over.
     *
     * @return an entry an epoch; none if there is no file, as of a row that trained nothing
     * @throws IOException if it can't be read, or a number is missing; one line that says which
     */
    public static List<RowDetails.Epoch> read(Path file, Task task) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        if (Files.size(file) > SIZE_LIMIT) {
            throw new IOException(file + ": more than " + SIZE_LIMIT + " bytes, too large");
        }
        CSVFormat named = EvaluationFiles.CSV.builder().setHeader().setSkipHeaderRecord(true).get();
        List<String> columns = columns(task);
        List<RowDetails.Epoch> history = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, named)) {
            for (CSVRecord line : parser) {
                int epoch = Integer.parseInt(line.get("epoch"));
                double[] rest =
                        columns.stream()
                                .skip(1)
                                .map(line::get)
                                .mapToDouble(Double::parseDouble)
                                .toArray();
                history.add(
                        new RowDetails.Epoch(epoch, rest[0], rest[1], rest[2], rest[3], rest[4]));
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new IOException(
                    "%s, line %d: no epoch with %s: %s"
                            .formatted(
                                    file,
                                    history.size() + 2,
                                    String.join(", ", columns),
                                    e.getMessage()),
                    e);
        }
        return history;
    }
}
