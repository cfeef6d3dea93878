package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.file.Sha256;

class OpenCvLibraryTest {

    @TempDir Path cache;

    @Test
    void isUnpackedOnceAndAgainWhereItWasDamaged() throws IOException {
        Optional<Path> unpacked = OpenCvLibrary.unpacked(cache);
        assumeTrue(unpacked.isPresent(), "the jar has no library for this system");
        Path file = unpacked.get();
        String hash = Sha256.of(file);
        FileTime made = Files.getLastModifiedTime(file);
        assertEquals(unpacked, OpenCvLibrary.unpacked(cache));
        assertEquals(made, Files.getLastModifiedTime(file), "it was there already");
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        OpenCvLibrary.unpacked(cache);
        assertEquals(hash, Sha256.of(file));
    }

    @Test
    void aCacheThatCannotBeMadeIsAnError() throws IOException {
        Path file = Files.createFile(cache.resolve("file"));
        assumeTrue(OpenCvLibrary.unpacked(cache).isPresent());
        assertThrows(IOException.class, () -> OpenCvLibrary.unpacked(file));
    }
}
