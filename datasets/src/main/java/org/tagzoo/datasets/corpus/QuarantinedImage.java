package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.IoReason;
import org.tagzoo.datasets.image.ImageException;

/**
 * An image, or a file among the images, that was left out of the corpus.
 *
 * @param id its name in the corpus
 * @param location where its file is, or was looked for
 * @param reason why it was left out, one line in plain English
 * @param kind the reason in a word or three, to be counted by, such as {@link #MISSING}
 */
public record QuarantinedImage(String id, String location, String reason, String kind) {

    static final String MISSING = "not there";
    static final String NO_IMAGE = "no image";
    static final String HIDDEN = "hidden";
    static final String UNREADABLE = "not readable";
    static final String UNLABELLED = "without a class";
    static final String SEVERAL = "with several labels";
    static final String TWICE = "named twice";
    static final String AMBIGUOUS = "name of several files";
    static final String OUTSIDE = "outside of the image folder";
    static final String UNNAMED = "named by no row";
    static final String BOXES_ALONE = "boxes without an image";
    static final String OTHER_PART = "copy of one in another part";
    static final String NO_PART = "in no part";

    private static final CSVFormat CSV =
            CSVFormat.RFC4180
                    .builder()
                    .setHeader("id", "location", "reason", "kind")
                    .setRecordSeparator("\n")
                    .get();

    /** Returns an image whose file can't be read. */
    static QuarantinedImage of(TaggedImage image, IOException why) {
        return new QuarantinedImage(
                image.id(), image.source().location(), IoReason.of(why), kind(why));
    }

    /** Returns the same with a folder before its id. */
    QuarantinedImage under(String prefix) {
        return new QuarantinedImage(prefix + id, location, reason, kind);
    }

    /** Returns the same with its path from a folder for an id. */
    QuarantinedImage under(Path folder) {
        String path = CorpusFolder.relative(folder, Path.of(location));
        return new QuarantinedImage(path, location, reason, kind);
    }

    static String kind(IOException why) {
        if (why instanceof ImageException bad) {
            return bad.kind();
        }
        return why instanceof NoSuchFileException ? MISSING : UNREADABLE;
    }

    /**
     * Writes {@code quarantine.csv}, {@code id,location,reason,kind}, one row an image, whole or
     * not at all. A file that is there already is replaced.
     *
     * @param quarantine the rows in order; none gives a file with the header alone
     */
    public static void write(Path file, List<QuarantinedImage> quarantine) throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    CSVPrinter csv = new CSVPrinter(out, CSV);
                    for (QuarantinedImage image : quarantine) {
                        csv.printRecord(image.id(), image.location(), image.reason(), image.kind());
                    }
                });
    }
}
