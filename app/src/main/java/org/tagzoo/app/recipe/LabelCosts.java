package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.text.NearNames;

/**
 * What it costs to take a label for another; 1 where nothing is said. A recipe says it for a label
 * and all others, {@code {History: 10}}, for single ones, {@code {History: {War: 10}}}, or by a CSV
 * file with the true labels down and the predicted ones across, which is read at once: a run keeps
 * what was in it.
 *
 * @param rows a number, or numbers by the predicted label, by the true label
 */
public record LabelCosts(ObjectNode rows) {

    private static final int MAX_BYTES = 1 << 20;

    public LabelCosts {
        for (Map.Entry<String, JsonNode> row : rows.properties()) {
            Iterable<JsonNode> costs =
                    row.getValue().isObject() ? row.getValue() : List.of(row.getValue());
            for (JsonNode cost : costs) {
                Check.that(
                        cost.isNumber() && cost.doubleValue() >= 0 && cost.doubleValue() < 1e6,
                        "cost of " + row.getKey(),
                        "a number of 0 to a million, or such numbers by label",
                        cost);
            }
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static LabelCosts of(JsonNode value) {
        Check.that(
                value.isTextual() || (value.isObject() && !value.isEmpty()),
                "cost",
                "a label with a number, such as {History: 10}, or the path of a CSV file",
                value);
        return new LabelCosts(value.isTextual() ? read(value.textValue()) : (ObjectNode) value);
    }

    @JsonValue
    ObjectNode json() {
        return rows;
    }

    private static ObjectNode read(String path) {
        ObjectNode rows = CheckedJson.object();
        try {
            Path file = Path.of(path);
            Check.that(
                    Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES,
                    "cost",
                    "a CSV file of at most %d bytes".formatted(MAX_BYTES),
                    path);
            try (CSVParser csv = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
                List<CSVRecord> lines = csv.getRecords();
                for (CSVRecord line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                    requireOther(rows, line.get(0), line);
                    rows.set(line.get(0), row(lines.get(0), line));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new RecipeException("cost: %s: %s".formatted(path, e.getMessage()));
        }
        Check.that(!rows.isEmpty(), "cost", "a CSV file with a line for each label", path);
        return rows;
    }

    private static ObjectNode row(CSVRecord labels, CSVRecord line) throws IOException {
        if (line.size() != labels.size()) {
            throw new IOException(
                    "line %d has %d fields and not %d as the first"
                            .formatted(line.getRecordNumber(), line.size(), labels.size()));
        }
        ObjectNode row = CheckedJson.object();
        for (int i = 1; i < line.size(); i++) {
            requireOther(row, labels.get(i), labels);
            try {
                row.put(labels.get(i), Double.parseDouble(line.get(i)));
            } catch (NumberFormatException e) {
                throw new IOException(
                        "line %d: the cost of %s for %s must be a number, not '%s'"
                                .formatted(
                                        line.getRecordNumber(),
                                        line.get(0),
                                        labels.get(i),
                                        line.get(i)),
                        e);
            }
        }
        return row;
    }

    /** Which of two costs is meant, nobody knows. */
    private static void requireOther(ObjectNode costs, String label, CSVRecord line)
            throws IOException {
        if (costs.has(label)) {
            throw new IOException(
                    "line %d has the label '%s' a second time: give each label once"
                            .formatted(line.getRecordNumber(), label));
        }
    }

    /**
     * Returns the costs as a matrix, the true label first.
     *
     * @throws IllegalArgumentException if a label is none of these
     */
    double[][] matrix(List<String> labels) {
        double[][] matrix = new double[labels.size()][labels.size()];
        Arrays.stream(matrix).forEach(row -> Arrays.fill(row, 1));
        for (Map.Entry<String, JsonNode> row : rows.properties()) {
            int truth = index(row.getKey(), labels);
            if (row.getValue().isObject()) {
                row.getValue()
                        .properties()
                        .forEach(
                                cost ->
                                        matrix[truth][index(cost.getKey(), labels)] =
                                                cost.getValue().doubleValue());
            } else {
                Arrays.fill(matrix[truth], row.getValue().doubleValue());
                matrix[truth][truth] = 1;
            }
        }
        return matrix;
    }

    private static int index(String label, List<String> labels) {
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "cost names the label '%s', which the corpus does not have.%s"
                            .formatted(
                                    label,
                                    NearNames.question(
                                            label,
                                            labels,
                                            " It has " + String.join(", ", labels))));
        }
        return index;
    }
}
