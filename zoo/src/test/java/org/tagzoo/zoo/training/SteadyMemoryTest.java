package org.tagzoo.zoo.training;

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

/**
 * 300 epochs in a process of its own, whose Java heap has one size from the start and is touched
 * whole: what its resident memory gains is native memory. How long epochs take is not asked here,
 * since a machine at other work would fail it; {@link LongTraining} prints it.
 */
@EnabledOnOs(OS.LINUX)
class SteadyMemoryTest {

    @Test
    void nativeMemoryAfter300EpochsIsThatAfterTen() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms128m",
                        "-Xmx128m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        // The optimising compiler takes and frees native memory of its own.
                        "-XX:TieredStopAtLevel=1",
                        "-Dai.djl.pytorch.graph_optimizer=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongTraining.class.getName());
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        double tenth = 0;
        double last = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith("epoch 10: ")) {
                    tenth = kibibytes(line);
                } else if (line.startsWith("epoch 300: ")) {
                    last = kibibytes(line);
                }
            }
        }
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "still at work");
        assertEquals(0, process.exitValue(), said::toString);
        assertTrue(tenth > 0 && last > 0 && last <= 1.02 * tenth, said.toString());
    }

    private static double kibibytes(String line) {
        return Double.parseDouble(line.split(" ")[2]);
    }
}
