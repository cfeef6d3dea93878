package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last bits depend on the number of the engine's threads: a run goes on with its own. */
class ResumeThreadsTest {

    @TempDir Path folder;

    @Test
    void aRunGoesOnWithTheThreadsThatItBeganWith() throws IOException {
        Path corpus = Colours.draw(folder.resolve("colours"));
        Path run = folder.resolve("run");
        assertEquals(0, Colours.compare(corpus, "ff1", run).exitCode());
        int begun = JniUtils.getNumThreads();
        assertEquals(begun, recorded(run));
        Result same = Result.run("resume", run.toString());
        assertEquals(0, same.exitCode(), same.err());
        assertFalse(same.err().contains("threads"), same.err());
        try {
            JniUtils.setNumThreads(begun + 1);
            Result resumed = Result.run("resume", run.toString());
            assertEquals(0, resumed.exitCode(), resumed.err());
            assertTrue(
                    resumed.err()
                            .contains(
                                    "goes on with %d threads, as this run began, and not with its own %d"
                                            .formatted(begun, begun + 1)),
                    resumed.err());
            assertEquals(begun, JniUtils.getNumThreads());
            System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(begun + 1));
            JniUtils.setNumThreads(begun + 1);
            Result wished = Result.run("resume", run.toString());
            assertTrue(wished.err().contains("may differ in the last bits"), wished.err());
            assertEquals(begun + 1, JniUtils.getNumThreads());
            assertEquals(begun, recorded(run));
        } finally {
            System.clearProperty("ai.djl.pytorch.num_threads");
            JniUtils.setNumThreads(begun);
        }
    }

    private static int recorded(Path run) throws IOException {
        return new ObjectMapper()
                .readTree(run.resolve("config.json").toFile())
                .get("engineThreads")
                .intValue();
    }
}
