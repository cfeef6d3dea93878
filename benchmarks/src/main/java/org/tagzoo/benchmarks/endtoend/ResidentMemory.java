package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of this process lies in memory, in bytes, as Linux counts it. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path FORGET = Path.of("/proc/self/clear_refs");

    private ResidentMemory() {}

    static long now() throws IOException {
        return field("VmRSS:");
    }

    /** Returns the most there ever was since {@link #forgetPeak}. */
    static long peak() throws IOException {
        return field("VmHWM:");
    }

    static void forgetPeak() throws IOException {
        Files.writeString(FORGET, "5");
    }

    private static long field(String name) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
