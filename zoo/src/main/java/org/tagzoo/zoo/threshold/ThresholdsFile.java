package org.tagzoo.zoo.threshold;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.label.LabelSet;

/**
 * {@code thresholds.json}: {@code {"schema": 1, "threshold": 0.55, "perLabel": {"sky": 0.41,
 * ...}}}, labels in order. A label is predicted where its score, a float, is at least the threshold
 * rounded to a float; 2 means never.
 */
public final class ThresholdsFile {

    /** The version that this code writes. */
    public static final int SCHEMA = 1;

    private ThresholdsFile() {}

    private record Content(
            int schema,
            double threshold,
            @JsonProperty(required = true) Map<String, Double> perLabel) {

        Content {
            Check.that(schema == SCHEMA, "schema", String.valueOf(SCHEMA), schema);
        }
    }

    /**
     * Writes a file, in place of any that is there.
     *
     * @param file its folder must exist
     * @param labels the names of the thresholds, as many as there are
     * @throws IOException if it can't be written
     */
    public static void write(Path file, LabelSet labels, ChosenThresholds chosen)
            throws IOException {
        requireOneEach(labels, chosen.perLabel().values().size());
        Map<String, Double> perLabel = new LinkedHashMap<>();
        for (int l = 0; l < labels.size(); l++) {
            perLabel.put(labels.name(l), chosen.perLabel().value(l));
        }
        Content content = new Content(SCHEMA, chosen.forAll(), perLabel);
        AtomicFile.write(file, CheckedJson.indented(content));
    }

    /**
     * Reads a file for the labels of a network, by name.
     *
     * @throws IOException if it can't be read, or is not a file of thresholds for just these labels
     */
    public static ChosenThresholds read(Path file, LabelSet labels) throws IOException {
        Content content = CheckedJson.JSON.ignoringUnknown().read(file, Content.class);
        try {
            requireOneEach(labels, content.perLabel().size());
            List<Double> values = new ArrayList<>();
            for (String label : labels.names()) {
                Double value = content.perLabel().get(label);
                Check.that(value != null, "the threshold of '" + label + "'", "there", "missing");
                values.add(value);
            }
            return new ChosenThresholds(content.threshold(), new Thresholds(values));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void requireOneEach(LabelSet labels, int thresholds) {
        if (labels.size() != thresholds) {
            throw new IllegalArgumentException(
                    "%d thresholds for %d labels".formatted(thresholds, labels.size()));
        }
    }
}
