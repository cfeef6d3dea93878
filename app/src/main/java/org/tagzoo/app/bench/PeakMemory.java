package org.tagzoo.app.bench;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.tagzoo.app.device.EngineDevice;

/**
 * The most memory that was in use from some moment on. On the processor, that is what of this
 * process was in memory, Java's part too, as Linux counts it. On a GPU it is what of its memory is
 * taken at the end, by all processes: the engine keeps what it once took.
 */
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path FORGET = Path.of("/proc/self/clear_refs");
    private static final String PEAK = "VmHWM:";

    private final Device device;
    private final boolean isKnown;

    private PeakMemory(Device device, boolean isKnown) {
        this.device = device;
        this.isKnown = isKnown;
    }

    /** Begins at this moment. */
    static PeakMemory of(Device device) {
        if (device.isGpu()) {
            JniUtils.emptyCudaCache();
            return new PeakMemory(device, true);
        }
        try {
            Files.writeString(FORGET, "5");
            return new PeakMemory(device, true);
        } catch (IOException e) {
            return new PeakMemory(device, false);
        }
    }

    private OptionalLong ofGpu() {
        try {
            return OptionalLong.of(EngineDevice.usedMemory(device));
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            // What a driver doesn't tell takes nothing from what was timed.
            return OptionalLong.empty();
        }
    }

    /** Returns the bytes since then; empty where the system doesn't say. */
    OptionalLong bytes() {
        if (!isKnown) {
            return OptionalLong.empty();
        }
        if (device.isGpu()) {
            return ofGpu();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
