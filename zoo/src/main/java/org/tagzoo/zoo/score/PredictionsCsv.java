package org.tagzoo.zoo.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.datasets.label.LabelSet;

/**
 * Tags of images as CSV, a row an image. Columns {@code image}, its name; {@code score:<label>} for
 * each label in order, as in {@code scores.csv}; then {@code tags}, labels joined by {@code ;},
 * empty for none, or {@code class}. Quoted where RFC 4180 asks for it, lines end in a line feed.
 */
public final class PredictionsCsv {

    private final LabelSet labels;
    private final String lastColumn;
    private final CSVPrinter csv;

    /**
     * @param out written to as rows come; flushed and closed by its owner
     * @param lastColumn the last column's name, such as {@code tags} or {@code class}
     */
    public PredictionsCsv(Appendable out, LabelSet labels, String lastColumn) throws IOException {
        this.labels = labels;
        this.lastColumn = lastColumn;
        this.csv = new CSVPrinter(out, ScoresFile.FORMAT);
    }

    /** Prints the names of the columns. */
    public void printHeader() throws IOException {
        List<String> header = new ArrayList<>(List.of("image"));
        labels.names().forEach(label -> header.add(ScoresFile.SCORE + label));
        header.add(lastColumn);
        csv.printRecord(header);
    }

    /**
     * Prints an image.
     *
     * @param scores {@code [L]}
     * @param predicted {@code [L]}, which labels stand in {@code tags}
     */
    public void print(String image, float[] scores, boolean[] predicted) throws IOException {
        if (scores.length != labels.size() || predicted.length != labels.size()) {
            throw new IllegalArgumentException(
                    "Image '%s' has %d scores and %d decisions, there are %d labels"
                            .formatted(image, scores.length, predicted.length, labels.size()));
        }
        List<String> line = new ArrayList<>(List.of(image));
        List<String> tags = new ArrayList<>();
        for (int label = 0; label < scores.length; label++) {
            line.add(Float.toString(scores[label]));
            if (predicted[label]) {
                tags.add(labels.name(label));
            }
        }
        line.add(String.join(";", tags));
        csv.printRecord(line);
    }
}
