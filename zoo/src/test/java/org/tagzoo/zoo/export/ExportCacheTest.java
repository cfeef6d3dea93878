package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ExportCacheTest extends ZippedExport {

    @Test
    void aZipIsUnpackedOnceAndStays() throws IOException {
        ExportZip.write(folder, zip);
        Export export = Export.open(zip, cache);
        Path first = export.folder();
        assertEquals(TinyExport.description(TinyExport.SIZE), export.description());
        FileTime written = Files.getLastModifiedTime(first.resolve("model.pt"));
        assertEquals(first, Export.open(zip, cache).folder());
        assertEquals(written, Files.getLastModifiedTime(first.resolve("model.pt")));
        assertEquals(List.of(first), inCache());
    }

    /** A process that was ended while it unpacked can't clean up. */
    @Test
    void whatEndedProcessesLeftIsDeleted() throws IOException {
        ExportZip.write(folder, zip);
        Path left = Files.createDirectories(cache.resolve("unpacking123"));
        Files.writeString(left.resolve("model.pt"), "half");
        Path fresh = Files.createDirectories(cache.resolve("unpacking456"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path unpacked = ExportZip.unpacked(zip, cache).folder();
        assertEquals(Stream.of(fresh, unpacked).sorted().toList(), inCache());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void othersCantReadIt() throws IOException {
        ExportZip.write(folder, zip);
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(ExportZip.unpacked(zip, cache).folder())));
    }

    @Test
    void aDamagedCopyIsUnpackedAnew() throws IOException {
        ExportZip.write(folder, zip);
        Export first = ExportZip.unpacked(zip, cache);
        Files.writeString(first.folder().resolve("model.pt"), "damaged", StandardCharsets.UTF_8);
        assertEquals(first.folder(), ExportZip.unpacked(zip, cache).folder());
        assertEquals(1, inCache().size());
    }

    @Test
    void aBadZipLeavesNothing() throws IOException {
        Files.writeString(folder.resolve("model.pt"), "exchanged");
        ExportZip.write(folder, zip);
        assertThrows(ExportException.class, () -> ExportZip.unpacked(zip, cache));
        assertTrue(inCache().isEmpty());
        assertFalse(Files.exists(scratch.resolve("model.pt")));
    }
}
