package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFilesTest {

    @TempDir Path folder;

    @Test
    void writesAllThreeTables() throws IOException {
        TableFiles.write(folder, Samples.table());
        for (String name : List.of("table.csv", "table.json", "table.md")) {
            assertTrue(Files.size(folder.resolve(name)) > 0, name);
        }
    }
}
