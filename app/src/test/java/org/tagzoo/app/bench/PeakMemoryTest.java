package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {

    private static final int SIZE = 128 << 20;

    @Test
    void whatWasTakenAndGivenBackCounts() {
        Long before = new PeakMemory(Device.cpu()).bytes();
        assumeTrue(before != null, "The system doesn't say");
        PeakMemory peak = new PeakMemory(Device.cpu());
        ByteBuffer taken = ByteBuffer.allocateDirect(SIZE);
        for (int i = 0; i < SIZE; i += 4096) {
            taken.put(i, (byte) 1);
        }
        assertEquals(1, taken.get(4096));
        long during = peak.bytes();
        assertTrue(during > before + SIZE / 2, during + " after " + before);
    }

    @Test
    void anotherBeginningForgetsThePeak() throws IOException {
        PeakMemory peak = new PeakMemory(Device.cpu());
        assumeTrue(peak.bytes() != null, "The system doesn't say");
        String status = Files.readString(Path.of("/proc/self/status"));
        long resident =
                status.lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .findFirst()
                        .orElseThrow();
        assertEquals((double) resident, (double) peak.bytes(), 64 << 20, "nothing was taken since");
    }
}
