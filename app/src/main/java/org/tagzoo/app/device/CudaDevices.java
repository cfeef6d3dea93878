package org.tagzoo.app.device;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The CUDA devices of this machine, by the word of its driver.
 *
 * @param devices by number; empty if there are none
 * @param reason why there are none, to stand behind "because"; empty if there are some
 */
public record CudaDevices(List<CudaDevice> devices, String reason) {

    public CudaDevices {
        devices = List.copyOf(devices);
    }

    /** Looks for them. The engine is not loaded for it. */
    public static CudaDevices find() {
        return CudaDriver.find();
    }

    /**
     * Returns what was found in one line: {@code cuda:0 (NVIDIA H100)}, or that and why nothing.
     */
    public String summary() {
        if (devices.isEmpty()) {
            return "no CUDA device was found, because " + reason;
        }
        String names =
                devices.stream()
                        .map(each -> "%s (%s)".formatted(each.name(), each.product()))
                        .collect(Collectors.joining(", "));
        return devices.size() == 1
                ? "the only CUDA device is " + names
                : "the CUDA devices are " + names;
    }
}
