package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The file {@code quarantine.csv}: {@code id,location,reason}, one row a picture left out. */
public final class QuarantineFile {

    private QuarantineFile() {}

    /**
     * Writes the file, first under another name beside it, so that nothing half-written ever has
     * its name. A file that is there already is replaced.
     *
     * @param file where to
     * @param quarantine the rows in order; none gives a file with the header alone
     */
    public static void write(Path file, List<QuarantinedImage> quarantine) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setHeader("id", "location", "reason")
                        .setRecordSeparator("\n")
                        .get();
        try {
            try (Writer out = Files.newBufferedWriter(aside);
                    CSVPrinter csv = new CSVPrinter(out, format)) {
                for (QuarantinedImage image : quarantine) {
                    csv.printRecord(image.id(), image.location(), image.reason());
                }
            }
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw e;
        }
    }
}
