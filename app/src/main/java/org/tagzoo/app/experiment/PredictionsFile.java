package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * {@code predictions.csv}: a row a picture. Columns {@code image}, its path with {@code /}; {@code
 * score:<label>} for each label in order, as in {@code scores.csv}; {@code tags}, the labels whose
 * score is at least the threshold, joined by {@code ;}, empty for none.
 */
final class PredictionsFile {

    private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private PredictionsFile() {}

    /**
     * Writes the file, whole or not at all.
     *
     * @param scores {@code [images, labels]}
     */
    static void write(
            Path file,
            LabelSet labels,
            List<TaggedImage> images,
            float[][] scores,
            Thresholds thresholds)
            throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    CSVPrinter csv = new CSVPrinter(out, CSV);
                    csv.printRecord(header(labels));
                    for (int n = 0; n < scores.length; n++) {
                        csv.printRecord(line(labels, images.get(n), scores[n], thresholds));
                    }
                });
    }

    private static List<String> header(LabelSet labels) {
        List<String> header = new ArrayList<>(List.of("image"));
        labels.names().forEach(label -> header.add("score:" + label));
        header.add("tags");
        return header;
    }

    private static List<String> line(
            LabelSet labels, TaggedImage image, float[] scores, Thresholds thresholds) {
        List<String> line = new ArrayList<>(List.of(image.id()));
        List<String> tags = new ArrayList<>();
        for (int label = 0; label < scores.length; label++) {
            line.add(Float.toString(scores[label]));
            if (thresholds.attaches(label, scores[label])) {
                tags.add(labels.name(label));
            }
        }
        line.add(String.join(";", tags));
        return line;
    }
}
