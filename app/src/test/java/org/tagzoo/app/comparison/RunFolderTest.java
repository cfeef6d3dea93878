package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @TempDir Path root;

    @Test
    void aProcessThatDoesNotGetTheLockLeavesTheOthersFilesAlone() throws IOException {
        RunFolder working = RunFolder.create(root);
        Path aside = root.resolve("weights.safetensors." + UUID.randomUUID() + ".part");
        try (FileChannel lock = working.lock()) {
            assertTrue(lock.isOpen());
            Files.writeString(aside, "being written");
            RunFolder second = RunFolder.open(root);
            assertThrows(IOException.class, second::lock);
            assertTrue(Files.exists(aside));
        }
        try (FileChannel lock = RunFolder.open(root).lock()) {
            assertTrue(lock.isOpen());
            assertFalse(Files.exists(aside), "whose writer is gone");
        }
    }

    @Test
    void whatAKilledExportLeavesIsDeletedAndNothingElse() throws IOException {
        Path row = Files.createDirectories(root.resolve("rows/a"));
        Path half = Files.createDirectory(row.resolve(".export." + UUID.randomUUID()));
        Files.writeString(half.resolve("model.pt"), "half");
        Files.writeString(half.resolve(".tagzoo.json." + UUID.randomUUID()), "half");
        Path whole = Files.createDirectory(row.resolve("export"));
        Files.writeString(whole.resolve("model.pt"), "whole");
        Path other = Files.createDirectory(row.resolve("export." + UUID.randomUUID()));
        try (FileChannel lock = RunFolder.open(root).lock()) {
            assertTrue(lock.isOpen());
        }
        assertFalse(Files.exists(half));
        assertTrue(Files.exists(whole.resolve("model.pt")));
        assertTrue(Files.exists(other));
    }

    @Test
    void whatAKillBeforeTheFirstFileLeavesIsAsGoodAsEmpty() throws IOException {
        Files.writeString(root.resolve(".config.json." + UUID.randomUUID()), "{");
        Files.createFile(root.resolve("run.lock"));
        assertEquals(root, RunFolder.create(root).root());
        IOException e =
                assertThrows(IOException.class, () -> RunConfig.settings(new RunFolder(root)));
        assertTrue(e.getMessage().contains("begin the run with compare"), e.getMessage());
        Files.writeString(root.resolve("config.json"), "{}");
        assertThrows(FileAlreadyExistsException.class, () -> RunFolder.create(root));
    }
}
