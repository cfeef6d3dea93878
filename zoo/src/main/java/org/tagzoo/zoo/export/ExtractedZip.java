package org.tagzoo.zoo.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A zip of an export, unpacked.
 *
 * @param folder where
 */
record ExtractedZip(Path folder) implements AutoCloseable {

    static ExtractedZip temporary(Path zip) throws IOException {
        Path folder = Files.createTempDirectory("tagzoo-export");
        try {
            ExportZip.extract(zip, folder);
            return new ExtractedZip(folder);
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        for (String name : ExportFiles.NEEDED) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
