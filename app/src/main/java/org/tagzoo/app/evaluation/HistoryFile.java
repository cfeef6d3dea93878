package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.task.Task;

/** {@code history.csv}: a line an epoch. */
public final class HistoryFile {

    /** Far more than 10,000 epochs need. */
    private static final long SIZE_LIMIT = 1 << 24;

    private HistoryFile() {}

    private static List<String> columns(Task task) {
        List<String> columns =
                new ArrayList<>(
                        List.of(
                                "epoch",
                                "trainLoss",
                                "validationLoss",
                                first("train", task),
                                first("validation", task),
                                "seconds"));
        columns.addAll(beside(task));
        return columns;
    }

    private static List<String> beside(Task task) {
        return task.epochMetricsBeside().stream()
                .flatMap(metric -> Stream.of(column("train", metric), column("validation", metric)))
                .toList();
    }

    private static String column(String part, Metric metric) {
        return part + StringUtils.capitalize(metric.key());
    }

    /** Returns what outputs beside the labels came to in an epoch, by columns of the file. */
    public static Map<String, Double> beside(Task task, Metrics train, Metrics validation) {
        Map<String, Double> beside = new LinkedHashMap<>();
        for (Metric metric : task.epochMetricsBeside()) {
            beside.put(column("train", metric), train.get(metric));
            beside.put(column("validation", metric), validation.get(metric));
        }
        return beside;
    }

    /**
     * Returns the name of a task's first metric on a part, such as {@code validationF1} or {@code
     * validationTop1}.
     */
    public static String first(String part, Task task) {
        return column(part, task.firstMetric());
    }

    /** Writes the file, in place of any that is there. */
    public static void write(Path file, Task task, List<RowDetails.Epoch> history)
            throws IOException {
        EvaluationFiles.csv(
                file,
                csv -> {
                    csv.printRecord(columns(task));
                    for (RowDetails.Epoch e : history) {
                        csv.print(e.epoch());
                        csv.print(e.trainLoss());
                        csv.print(e.validationLoss());
                        csv.print(e.train());
                        csv.print(e.validation());
                        csv.print(e.seconds());
                        for (String column : beside(task)) {
                            csv.print(e.beside().get(column));
                        }
                        csv.println();
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
                Map<String, Double> beside = new LinkedHashMap<>();
                for (int i = 5; i < rest.length; i++) {
                    beside.put(columns.get(i + 1), rest[i]);
                }
                history.add(
                        new RowDetails.Epoch(
                                epoch, rest[0], rest[1], rest[2], rest[3], rest[4], beside));
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
