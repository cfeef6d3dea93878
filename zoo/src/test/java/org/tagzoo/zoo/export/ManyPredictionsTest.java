package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link ManyPredictions} in a process of its own, whose Java heap has one size from the start and
 * is touched whole: what its resident memory gains is native memory.
 */
@EnabledOnOs(OS.LINUX)
class ManyPredictionsTest {

    /** Predictions after which libtorch, the compiler and the threads have what they need. */
    private static final int WARM = 5_000;

    /** A leak of 140 bytes a prediction would take more, in KiB. */
    private static final double SLACK = 2_048;

    @TempDir Path scratch;

    @Test
    void sixteenThreadsGiveTheSameTagsAndNoMemoryIsLost() throws Exception {
        Path folder = TinyExport.write(scratch.resolve("export"));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms128m",
                        "-Xmx128m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        // The optimising compiler takes and frees native memory of its own.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyPredictions.class.getName(),
                        folder.toString());
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        double warm = 0;
        double last = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith(WARM + " predictions: ")) {
                    warm = kibibytes(line);
                } else if (line.startsWith(ManyPredictions.TOTAL + " predictions: ")) {
                    last = kibibytes(line);
                }
            }
        }
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "still at work");
        assertEquals(0, process.exitValue(), said::toString);
        assertTrue(warm > 0 && last > 0 && last <= warm + SLACK, said.toString());
    }

    private static double kibibytes(String line) {
        return Double.parseDouble(line.split(" ")[2]);
    }
}
