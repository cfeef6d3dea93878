package org.tagzoo.app.bench;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private boolean isKnown = true;

    /** Begins at this moment. */
    PeakMemory(Device device) {
        this.device = device;
        try {
            if (device.isGpu()) {
                JniUtils.emptyCudaCache();
            } else {
                Files.writeString(FORGET, "5");
            }
        } catch (IOException e) {
            isKnown = false;
        }
    }

    /** Returns the bytes since then; null where the system doesn't say. */
    Long bytes() {
        try {
            if (device.isGpu()) {
                return EngineDevice.usedMemory(device);
            }
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> isKnown && line.startsWith(PEAK))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            // What a system or driver doesn't tell takes nothing from what was timed.
            return null;
        }
    }
}
