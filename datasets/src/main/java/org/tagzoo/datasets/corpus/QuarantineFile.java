package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.datasets.file.AtomicFile;

/** The file {@code quarantine.csv}: {@code id,location,reason}, one row an image left out. */
public final class QuarantineFile {

    private QuarantineFile() {}

    /**
     * Writes the file, whole or not at all. A file that is there already is replaced.
     *
     * @param file where to
     * @param quarantine the rows in order; none gives a file with the header alone
     */
    public static void write(Path file, List<QuarantinedImage> quarantine) throws IOException {
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setHeader("id", "location", "reason")
                        .setRecordSeparator("\n")
                        .get();
        AtomicFile.write(
                file,
                out -> {
                    CSVPrinter csv = new CSVPrinter(out, format);
                    for (QuarantinedImage image : quarantine) {
                        csv.printRecord(image.id(), image.location(), image.reason());
                    }
                });
    }
}
