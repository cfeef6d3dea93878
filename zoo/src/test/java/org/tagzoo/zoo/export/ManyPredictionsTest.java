package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.JavaProcess;

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
        List<String> said =
                JavaProcess.lines(JavaProcess.startSteady(128, ManyPredictions.class, folder));
        double warm = JavaProcess.thirdWord(said, WARM + " predictions: ");
        double last = JavaProcess.thirdWord(said, ManyPredictions.TOTAL + " predictions: ");
        assertTrue(warm > 0 && last > 0 && last <= warm + SLACK, said.toString());
    }
}
