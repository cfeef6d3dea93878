package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.torchscript.Precision;

class DeviceProbeTest {

    @Test
    void whatTheProcessorReaches() {
        try (DeviceProbe probe = new DeviceProbe(Device.cpu(), "Some CPU", Rounds.of(0.02))) {
            BenchResult.DeviceLimit limit = probe.limit(Precision.FLOAT32);
            assertEquals("cpu", limit.device());
            assertEquals("Some CPU", limit.product());
            assertEquals("float32", limit.precision());
            // A product of this side takes 2 * side^3 operations: some tens of milliseconds at
            // most where it is the first that takes a hundredth of a second.
            assertEquals(1, Integer.bitCount(limit.side()), "a power of two: " + limit.side());
            assertTrue(limit.side() >= 512 && limit.side() <= 8192, limit.toString());
            ordered(limit.gigaflops());
            ordered(limit.copyGigabytes());
            // No processor core multiplies less than 0.1 or more than 10,000 billion times.
            double each = limit.gigaflops().median() / Runtime.getRuntime().availableProcessors();
            assertTrue(each > 0.1 && each < 10_000, limit.toString());
        }
    }

    private static void ordered(Quartiles found) {
        assertTrue(found.lower() > 0 && found.lower() <= found.median(), found.toString());
        assertTrue(found.median() <= found.upper(), found.toString());
        assertTrue(found.count() >= Rounds.LEAST, found.toString());
    }
}
