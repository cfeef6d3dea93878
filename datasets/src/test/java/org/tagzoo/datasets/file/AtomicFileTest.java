package org.tagzoo.datasets.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    @Test
    void replacesWhatWasThereAndLeavesNothingAside() throws IOException {
        Path file = folder.resolve("table.md");
        AtomicFile.write(file, "old");
        AtomicFile.write(file, "größer\n");
        assertEquals("größer\n", Files.readString(file));
        assertEquals(List.of("table.md"), names());
    }

    @Test
    void makesTheFolder() throws IOException {
        AtomicFile.write(folder.resolve("a/b/c.txt"), "x");
        assertEquals("x", Files.readString(folder.resolve("a/b/c.txt")));
    }

    @Test
    void failureHalfWayKeepsWhatWasThere() throws IOException {
        Path file = folder.resolve("table.md");
        AtomicFile.write(file, "old");
        IOException failure =
                assertThrows(
                        IOException.class,
                        () ->
                                AtomicFile.write(
                                        file,
                                        out -> {
                                            out.write("half");
                                            throw new UncheckedIOException(
                                                    new IOException("No space left on device"));
                                        }));
        assertEquals(
                "could not write "
                        + file
                        + ": No space left on device; choose another folder or make room, then run"
                        + " again",
                failure.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("table.md"), names());
    }

    @Test
    void fileInTheWayIsNamed() throws IOException {
        Files.writeString(folder.resolve("a"), "");
        IOException failure =
                assertThrows(
                        IOException.class, () -> AtomicFile.write(folder.resolve("a/b.txt"), "x"));
        assertTrue(
                failure.getMessage().contains("a file is in the way at " + folder.resolve("a")),
                failure.getMessage());
    }

    @Test
    void makesAFileOfAnyKindAside() throws IOException {
        Path file = folder.resolve("x.bin");
        List<String> during = new ArrayList<>();
        AtomicFile.make(
                file,
                aside -> {
                    Files.write(aside, new byte[] {1, 2});
                    during.addAll(names());
                });
        assertEquals(1, during.size());
        assertTrue(during.get(0).matches("\\.x\\.bin\\..*\\.part"), during.get(0));
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(file));
        assertEquals(List.of("x.bin"), names());
    }

    @Test
    void aMakerThatFailsLeavesNothingAside() throws IOException {
        IOException failure =
                assertThrows(
                        IOException.class,
                        () ->
                                AtomicFile.make(
                                        folder.resolve("x.bin"),
                                        aside -> {
                                            Files.write(aside, new byte[2]);
                                            throw new IOException("as the maker says it");
                                        }));
        assertEquals("as the maker says it", failure.getMessage());
        assertEquals(List.of(), names());
    }

    @Test
    void movesOverWhatIsThere() throws IOException {
        Path complete = Files.writeString(folder.resolve("complete"), "new");
        Path target = Files.writeString(folder.resolve("target"), "old");
        AtomicFile.move(complete, target);
        assertEquals("new", Files.readString(target));
        assertEquals(List.of("target"), names());
    }
}
