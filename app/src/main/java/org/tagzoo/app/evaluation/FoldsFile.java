package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.corpus.TaggedImage;

/**
 * {@code folds.csv}: which fold tests each image, and which images belong together; columns {@code
 * id}, {@code fold} (from 1) and {@code group}, a line an image in the order of the corpus.
 *
 * @param images by their id, in the order of the file
 */
public record FoldsFile(Map<String, Entry> images) {

    /** Its name in a run's folder. */
    public static final String NAME = "folds.csv";

    private static final long SIZE_LIMIT = 1L << 28;

    /** An image's fold and group. */
    public record Entry(int fold, String group) {}

    /** Returns what the file says of images in folds. */
    public static FoldsFile of(Collection<TaggedImage> images, Map<String, Integer> foldOf) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (TaggedImage image : images) {
            entries.put(image.id(), new Entry(foldOf.get(image.id()), image.group()));
        }
        return new FoldsFile(entries);
    }

    /** Writes the file into a folder, whole or not at all. */
    public void write(Path folder) throws IOException {
        EvaluationFiles.csv(
                folder.resolve(NAME),
                csv -> {
                    csv.printRecord("id", "fold", "group");
                    for (Map.Entry<String, Entry> image : images.entrySet()) {
                        Entry entry = image.getValue();
                        csv.printRecord(image.getKey(), entry.fold(), entry.group());
                    }
                });
    }

    /**
     * Reads the file of a folder.
     *
     * @throws IOException if it can't be read or is no such file; says which line
     */
    public static FoldsFile read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (Files.size(file) > SIZE_LIMIT) {
            throw new IOException("%s has more than %d bytes".formatted(file, SIZE_LIMIT));
        }
        Map<String, Entry> images = new LinkedHashMap<>();
        try (CSVParser csv = EvaluationFiles.CSV.parse(Files.newBufferedReader(file))) {
            for (CSVRecord line : csv) {
                if (csv.getRecordNumber() > 1
                        && (line.size() != 3
                                || !line.get(1).matches("[1-9][0-9]{0,2}")
                                || images.put(
                                                line.get(0),
                                                new Entry(
                                                        Integer.parseInt(line.get(1)), line.get(2)))
                                        != null)) {
                    throw new IOException(
                            "%s line %d must have an id that stands there once, a fold from 1 and a group"
                                    .formatted(file, csv.getCurrentLineNumber()));
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(
                    "%s is no CSV file in UTF-8: %s".formatted(file, e.getCause().getMessage()), e);
        }
        return new FoldsFile(images);
    }
}
