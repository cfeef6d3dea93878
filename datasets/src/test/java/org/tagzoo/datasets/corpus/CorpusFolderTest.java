package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusFolderTest {

    @TempDir Path folder;

    private static boolean makePipe(Path path) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("mkfifo", path.toString()).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    /** Nobody writes to the pipe: whoever opens it waits forever. */
    @Test
    void pipesAreNoImages() throws Exception {
        Path image = Files.createFile(folder.resolve("a.png"));
        Path linked = Files.createSymbolicLink(folder.resolve("b.png"), image);
        assumeTrue(makePipe(folder.resolve("pipe.png")), "There is no mkfifo here");
        Files.createSymbolicLink(folder.resolve("linked-pipe.png"), Path.of("pipe.png"));
        assertTrue(Files.exists(folder.resolve("pipe.png")));
        assertEquals(List.of(image, linked), CorpusFolder.images(folder));
    }

    /** Tests run in the module's folder, whose resources have images. */
    @ParameterizedTest
    @ValueSource(strings = {"src", "./src"})
    void foldersMayBeNamedFromHere(String here) {
        assertFalse(CorpusFolder.images(Path.of(here)).isEmpty());
    }
}
