package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tagzoo.zoo.JavaProcess;

/**
 * 300 epochs in a process of its own, whose Java heap has one size from the start and is touched
 * whole: what its resident memory gains is native memory. How long epochs take is not asked here,
 * since a machine at other work would fail it; {@link LongTraining} prints it.
 */
@EnabledOnOs(OS.LINUX)
class SteadyMemoryTest {

    @Test
    void nativeMemoryAfter300EpochsIsThatAfterTen() throws Exception {
        List<String> said = JavaProcess.lines(JavaProcess.startSteady(128, LongTraining.class));
        double tenth = JavaProcess.thirdWord(said, "epoch 10: ");
        double last = JavaProcess.thirdWord(said, "epoch 300: ");
        assertTrue(tenth > 0 && last > 0 && last <= 1.02 * tenth, said.toString());
    }
}
