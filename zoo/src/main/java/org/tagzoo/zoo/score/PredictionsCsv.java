package org.tagzoo.zoo.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.label.LabelSet;

/**
 * Tags of images as CSV, a row an image. Columns {@code image}, its name; {@code score:<label>} for
 * each label in order, as in {@code scores.csv}; then {@code tags}, labels joined by {@code ;},
 * empty for none, or {@code class}, and what else of labels is told in this way. Quoted where RFC
 * 4180 asks for it, lines end in a line feed.
 */
public final class PredictionsCsv {

    private final LabelSet labels;
    private final List<String> lastColumns;
    private final CSVPrinter csv;

    /**
     * @param out written to as rows come; flushed and closed by its owner
     * @param lastColumns the names of columns of labels, such as {@code tags} or {@code class}
     */
    public PredictionsCsv(Appendable out, LabelSet labels, String... lastColumns)
            throws IOException {
        this.labels = labels;
        this.lastColumns = List.of(lastColumns);
        this.csv = new CSVPrinter(out, ScoresFile.FORMAT);
    }

    /** Prints the names of the columns. */
    public void printHeader() throws IOException {
        List<String> header = new ArrayList<>(List.of("image"));
        labels.names().forEach(label -> header.add(ScoresFile.SCORE + label));
        header.addAll(lastColumns);
        csv.printRecord(header);
    }

    /**
     * Prints an image.
     *
     * @param scores {@code [L]}
     * @param chosen for each of the last columns {@code [L]}, which labels stand in it
     */
    public void print(String image, float[] scores, boolean[]... chosen) throws IOException {
        List<String> line = new ArrayList<>(List.of(image));
        requireOne(image, "scores", scores.length);
        for (float score : scores) {
            line.add(Float.toString(score));
        }
        for (boolean[] column : chosen) {
            requireOne(image, "decisions", column.length);
            line.add(
                    IntStream.range(0, column.length)
                            .filter(label -> column[label])
                            .mapToObj(labels::name)
                            .collect(Collectors.joining(";")));
        }
        csv.printRecord(line);
    }

    private void requireOne(String image, String what, int count) {
        Check.that(
                count == labels.size(),
                "the number of %s of image '%s'".formatted(what, image),
                labels.size() + ", as there are labels",
                count);
    }
}
