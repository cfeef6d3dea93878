package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files in {@code openmoji.zip}, made by {@code make-openmoji.py}. */
final class OpenMojiArchive {

    static final String NAME = "openmoji.zip";

    private OpenMojiArchive() {}

    /** Returns all files by their names in the archive, about 8 MB. */
    static Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new HashMap<>();
        try (InputStream resource = OpenMojiArchive.class.getResourceAsStream(NAME);
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("openmoji.zip in the program is damaged", e);
        }
        return entries;
    }
}
