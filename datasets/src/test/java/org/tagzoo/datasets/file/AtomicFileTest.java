package org.tagzoo.datasets.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir Path folder;

    @Test
    void oldContentStaysWhenWritingFails() throws IOException {
        Path file = folder.resolve("table.json");
        AtomicFile.write(file, "old");
        IOException e =
                assertThrows(
                        IOException.class,
                        () ->
                                AtomicFile.write(
                                        file,
                                        out -> {
                                            out.write("half");
                                            throw new IOException("disk full");
                                        }));
        assertTrue(e.getMessage().contains(file + ": disk full"), e.getMessage());
        assertEquals("old", Files.readString(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aFileInThePlaceOfTheFolderIsNamed() throws IOException {
        Path blocker = Files.writeString(folder.resolve("runs"), "x");
        Path file = blocker.resolve("table.json");
        IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, "new"));
        assertTrue(e.getMessage().startsWith("could not write " + file), e.getMessage());
    }
}
