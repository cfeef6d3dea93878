package org.tagzoo.app.cli;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device that a user names. One that is not there is an error, never a silent run elsewhere.
 */
final class DeviceOption {

    private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

    private DeviceOption() {}

    /**
     * @param text {@code cpu} or {@code cuda:<number>}
     * @throws UsageException if it is neither, or there is no such device
     */
    static Device parse(String text) {
        if (text.equals("cpu")) {
            return Device.cpu();
        }
        Matcher cuda = CUDA.matcher(text);
        if (!cuda.matches()) {
            throw new UsageException(
                    "A device is cpu or cuda:<number>, such as cuda:0, not " + text);
        }
        int found = CudaUtils.getGpuCount();
        int number = Integer.parseInt(cuda.group(1));
        if (number >= found) {
            throw new UsageException(
                    "There is no device %s: %d CUDA devices were found on this machine; use --device cpu"
                            .formatted(text, found));
        }
        return Device.gpu(number);
    }
}
