package org.tagzoo.app.cli;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagzoo.app.device.CudaDevice;
import org.tagzoo.app.device.CudaDevices;
import org.tagzoo.app.device.EngineDevice;
import picocli.CommandLine.Option;

/**
 * The device that a user names. One that is not there, or that the engine can't use, is an error,
 * never a silent run elsewhere.
 */
final class DeviceOption {

    /** The option of commands that compute on one device. */
    static final class Single {

        @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu")
        private String name;

        String name() {
            return name;
        }

        /**
         * @throws UsageException as {@link DeviceOption#parse}
         */
        Device device() {
            return parse(name);
        }
    }

    /** The option of commands that may compute on several devices of one kind at once. */
    static final class Several {

        @Option(names = "--device", paramLabel = "DEVICE", split = ",", defaultValue = "cpu")
        private List<String> names;

        List<String> names() {
            return names;
        }

        /**
         * @throws UsageException as {@link DeviceOption#ofOneKind}
         */
        List<Device> devices() {
            return standard().ofOneKind(names);
        }
    }

    private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

    private static final String ALL = "all";

    private final Supplier<CudaDevices> here;
    private final Function<Device, Optional<String>> engine;

    /**
     * @param here what CUDA devices there are
     * @param engine why the engine can't use one of them; empty if it can
     */
    DeviceOption(Supplier<CudaDevices> here, Function<Device, Optional<String>> engine) {
        this.here = here;
        this.engine = engine;
    }

    /** Returns what is decided by this machine and its engine. */
    static DeviceOption standard() {
        return new DeviceOption(CudaDevices::find, EngineDevice::refusal);
    }

    /**
     * @param text {@code cpu} or {@code cuda:<number>}
     * @throws UsageException if it is neither, or there is no such device, or the engine can't use
     *     it
     */
    static Device parse(String text) {
        return standard().device(text);
    }

    /** As {@link #parse}. */
    Device device(String text) {
        if (text.equals("cpu")) {
            return Device.cpu();
        }
        Matcher cuda = CUDA.matcher(text);
        if (!cuda.matches()) {
            throw new UsageException(
                    "A device is cpu or cuda:<number>, such as cuda:0, not " + text);
        }
        int number = Integer.parseInt(cuda.group(1));
        CudaDevices found = here.get();
        if (number >= found.devices().size()) {
            throw new UsageException(
                    "There is no device %s: %s; use --device cpu%s"
                            .formatted(
                                    text,
                                    found.summary(),
                                    found.devices().isEmpty() ? "" : " or one that is there"));
        }
        Device device = Device.gpu(number);
        Optional<String> refusal = engine.apply(device);
        if (refusal.isPresent()) {
            throw new UsageException(
                    "%s (%s) is there, but can't be used: %s"
                            .formatted(text, found.devices().get(number).product(), refusal.get()));
        }
        return device;
    }

    /**
     * Returns the devices of a list, of which one may be there several times.
     *
     * @throws UsageException if one is not there, or they are of several kinds
     */
    List<Device> ofOneKind(List<String> texts) {
        List<Device> devices = texts.stream().map(this::device).toList();
        if (devices.stream().map(Device::isGpu).distinct().count() > 1) {
            throw new UsageException(
                    "--device %s: all must be cpu, or all CUDA devices, as rows of one differ in their last digits from those of the other"
                            .formatted(String.join(",", texts)));
        }
        return devices;
    }

    /**
     * Returns the devices of a list, each once.
     *
     * @param texts as for {@link #parse}; or {@code all}: the processor, and each CUDA device that
     *     can be used
     * @param note is told if {@code all} leaves the processor alone, or a device out, and why
     */
    List<Device> devices(List<String> texts, Consumer<String> note) {
        if (!texts.contains(ALL)) {
            return texts.stream().map(this::device).distinct().toList();
        }
        if (texts.size() > 1) {
            throw new UsageException(
                    "--device all stands alone, not beside others: " + String.join(",", texts));
        }
        List<Device> devices = new ArrayList<>(List.of(Device.cpu()));
        CudaDevices found = here.get();
        if (found.devices().isEmpty()) {
            note.accept("On the processor alone: " + found.summary() + ".");
        }
        for (CudaDevice each : found.devices()) {
            try {
                devices.add(device(each.name()));
            } catch (UsageException e) {
                note.accept(e.getMessage() + ".");
            }
        }
        return devices;
    }

    /** Returns the maker's name of a device; empty for the processor. */
    String product(Device device) {
        List<CudaDevice> found = device.isGpu() ? here.get().devices() : List.of();
        return device.isGpu() ? found.get(device.getDeviceId()).product() : "";
    }
}
