package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * An image that was left out of the corpus.
 *
 * @param id its name in the corpus
 * @param location where its file is, or was looked for
 * @param reason why it was left out, one line in plain English
 */
public record QuarantinedImage(String id, String location, String reason) {

    private static final CSVFormat CSV =
            CSVFormat.RFC4180
                    .builder()
                    .setHeader("id", "location", "reason")
                    .setRecordSeparator("\n")
                    .get();

    /**
     * Writes {@code quarantine.csv}, {@code id,location,reason}, one row an image, whole or not at
     * all. A file that is there already is replaced.
     *
     * @param quarantine the rows in order; none gives a file with the header alone
     */
    public static void write(Path file, List<QuarantinedImage> quarantine) throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    CSVPrinter csv = new CSVPrinter(out, CSV);
                    for (QuarantinedImage image : quarantine) {
                        csv.printRecord(image.id(), image.location(), image.reason());
                    }
                });
    }
}
