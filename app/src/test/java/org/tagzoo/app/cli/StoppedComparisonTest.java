package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A comparison that is told to stop, as Ctrl-C and a system that shuts down do. */
@EnabledOnOs(OS.LINUX)
class StoppedComparisonTest {

    /** What Java answers to SIGTERM: 128 and the signal's number. */
    private static final int TERMINATED = 143;

    @Test
    void stopsBetweenTwoBatchesAndSaysHowToGoOn(@TempDir Path folder) throws Exception {
        SurvivingRuns runs = new SurvivingRuns(folder);
        Process process = runs.start("stopped", runs.compare("stopped"));
        Path training = runs.run("stopped").resolve("rows/tuned/checkpoint/phase-1");
        for (int i = 0; i < 3; i++) {
            while (process.isAlive() && !Files.isDirectory(training)) {
                Thread.sleep(5);
            }
            process.waitFor(50 + 100 * i, TimeUnit.MILLISECONDS);
            process.destroy();
            assertEquals(TERMINATED, SurvivingRuns.exitCode(process), runs.said("stopped"));
            process = runs.start("stopped", runs.resume("stopped"));
        }
        assertEquals(0, SurvivingRuns.exitCode(process), runs.said("stopped"));
        String said = runs.said("stopped");
        assertFalse(said.contains("fatal error"), said);
        assertFalse(said.contains("failed"), said);
        String line = "Stopped. 'tagzoo resume %s' goes on.".formatted(runs.run("stopped"));
        assertTrue(said.contains(line), said);
    }
}
