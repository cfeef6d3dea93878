package org.tagzoo.zoo.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.label.LabelSet;

/**
 * {@code scores.csv}: a row an image, enough to work out every figure of a network again. Columns
 * {@code id,split}, then {@code score:<label>,target:<label>} for each label in order; {@code
 * split} is {@code train}, {@code validation} or {@code test}; a target is 0 or 1. A score is
 * printed with as many digits as it takes to read the same float back. UTF-8, quoted where RFC 4180
 * asks for it, lines end in a line feed.
 */
public final class ScoresFile {

    static final String SCORE = "score:";
    static final String TARGET = "target:";
    static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private ScoresFile() {}

    /**
     * Writes rows one by one as they come; the file appears when all are written.
     *
     * @param file its folder must exist; replaced if it is there
     * @param labels the names of the scores
     * @param images one pass is made over them; ids must differ
     * @throws IllegalArgumentException if an image has another number of scores than there are
     *     labels
     * @throws IOException if the file can't be written
     */
    public static void write(Path file, LabelSet labels, Iterable<ScoredImage> images)
            throws IOException {
        AtomicFile.write(
                file,
                writer -> {
                    CSVPrinter csv = new CSVPrinter(writer, FORMAT);
                    csv.printRecord(header(labels));
                    for (ScoredImage image : images) {
                        csv.printRecord(row(labels, image));
                    }
                });
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws IOException if it can't be read or is no such file; the message says which line
     */
    public static ScoredCorpus read(Path file) throws IOException {
        return new ScoresReader(file).read();
    }

    static List<String> header(LabelSet labels) {
        List<String> header = new ArrayList<>(List.of("id", "split"));
        for (String label : labels.names()) {
            header.add(SCORE + label);
            header.add(TARGET + label);
        }
        return header;
    }

    private static List<String> row(LabelSet labels, ScoredImage image) {
        if (image.scores().length != labels.size()) {
            throw new IllegalArgumentException(
                    "Image '%s' has %d scores, there are %d labels"
                            .formatted(image.id(), image.scores().length, labels.size()));
        }
        List<String> row = new ArrayList<>(2 + 2 * labels.size());
        row.add(image.id());
        row.add(image.part().label());
        for (int l = 0; l < labels.size(); l++) {
            row.add(Float.toString(image.scores()[l]));
            row.add(image.targets()[l] ? "1" : "0");
        }
        return row;
    }
}
