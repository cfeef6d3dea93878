package org.tagzoo.zoo.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small export, the place of its zip, and a folder to unpack that in, new for each test. */
abstract class ZippedExport {

    @TempDir Path scratch;

    Path folder;
    Path zip;
    Path cache;

    @BeforeEach
    void write() throws IOException {
        folder = TinyExport.write(scratch.resolve("export"));
        zip = scratch.resolve("export.zip");
        cache = Files.createDirectory(scratch.resolve("cache"));
    }

    List<Path> inCache() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.sorted().toList();
        }
    }
}
