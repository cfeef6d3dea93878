package org.tagzoo.datasets.split;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * A {@link Split} as a file: CSV in UTF-8 with the columns {@code id} and {@code split}, a line for
 * each image in the order of the corpus. Other columns are passed over, so a {@code scores.csv} is
 * read too.
 */
public final class SplitFile {

    static final String ID = "id";
    static final String SPLIT = "split";

    /** Lines end as on every system, so that the same split has the same bytes. */
    static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private SplitFile() {}

    /**
     * Writes a split. The file appears whole or not at all.
     *
     * @throws IOException if it can't be written
     */
    public static void write(Split split, Path file) throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    CSVPrinter csv = new CSVPrinter(out, FORMAT);
                    csv.printRecord(List.of(ID, SPLIT));
                    for (Map.Entry<String, Part> entry : split.parts().entrySet()) {
                        csv.printRecord(entry.getKey(), entry.getValue().label());
                    }
                });
    }

    /**
     * Reads the split of some images.
     *
     * @param images the images of the corpus, each of which must stand in the file, once, in one
     *     part with the others of its group; the file may have no other
     * @return the split, in the order of the images
     * @throws CorpusException if the file is no split of these images; the message names the file
     *     and the line
     * @throws IOException if it can't be read
     */
    public static Split read(Path file, Collection<TaggedImage> images) throws IOException {
        return new SplitReader(file, images).read();
    }
}
