package org.tagzoo.app.bench;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * Measures networks on devices, one after the other: {@link Work} says what of them, {@link
 * DeviceLimit} beside what. What fails, for lack of memory say, is told in its row, and the others
 * go on.
 *
 * <p>Times are the wall clock's. Each batch ends with its results read back to the processor, which
 * waits for the device: what a GPU takes for it is in the time, as it is in use.
 */
public final class Bench {

    private final BenchSettings settings;
    private final Rounds rounds;
    private final Function<Device, String> products;
    private final Consumer<String> log;

    /**
     * @param products gives the maker's name of each device
     * @param log is told what is measured next
     */
    public Bench(BenchSettings settings, Function<Device, String> products, Consumer<String> log) {
        this.settings = settings;
        this.rounds = Rounds.of(settings.seconds());
        this.products = products;
        this.log = log;
    }

    /**
     * Measures everything.
     *
     * @param version of TagZoo
     * @param notes for the reader, to stand before others
     * @throws IllegalArgumentException if the images are too small for a network; nothing was
     *     measured then
     */
    public BenchResult run(String version, List<String> notes) {
        List<NetworkWorks> networks =
                settings.models().stream().map(model -> new NetworkWorks(settings, model)).toList();
        Machine machine = Machine.here(version);
        List<String> told = new ArrayList<>(notes);
        if (settings.precisions().contains(Precision.FLOAT32)
                && settings.devices().stream().anyMatch(Device::isGpu)) {
            told.add(Tf32.note(System.getenv()));
        }
        List<DeviceLimit> limits = new ArrayList<>();
        List<BenchRow> rows = new ArrayList<>();
        boolean gradMode = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            for (Device device : settings.devices()) {
                for (Precision precision : settings.precisions()) {
                    Optional<DeviceLimit> limit = limit(device, precision, told);
                    limit.ifPresent(limits::add);
                    double gigaflops = limit.map(found -> found.gigaflops().median()).orElse(0.0);
                    for (int i = 0; i < networks.size(); i++) {
                        for (Work work : Work.values()) {
                            rows.add(row(i, networks.get(i), work, precision, device, gigaflops));
                        }
                    }
                }
            }
        } finally {
            JniUtils.setGradMode(gradMode);
        }
        return new BenchResult(machine, settings, limits, rows, told);
    }

    private Optional<DeviceLimit> limit(Device device, Precision precision, List<String> told) {
        String where =
                "%s, %s".formatted(BenchSettings.name(device), BenchSettings.name(precision));
        log.accept(where + ": limits");
        try (DeviceProbe probe = new DeviceProbe(device, products.apply(device), rounds)) {
            return Optional.of(probe.limit(precision));
        } catch (RuntimeException | OutOfMemoryError e) {
            told.add("%s: the limits can't be measured: %s".formatted(where, reason(e)));
            return Optional.empty();
        }
    }

    private BenchRow row(
            int index,
            NetworkWorks network,
            Work work,
            Precision precision,
            Device device,
            double limit) {
        String model = settings.models().get(index);
        log.accept(
                "%s, %s, %s: %s"
                        .formatted(
                                BenchSettings.name(device),
                                BenchSettings.name(precision),
                                model,
                                work.label()));
        Optional<Quartiles> rate = Optional.empty();
        Optional<Latency> latency = Optional.empty();
        OptionalLong memory = OptionalLong.empty();
        Optional<String> error = Optional.empty();
        try (NetworkWork loaded = network.load(work, precision, device)) {
            // The values that the network was filled with are rubbish now, and counted otherwise.
            System.gc();
            PeakMemory peak = PeakMemory.of(device);
            if (work == Work.ONE_IMAGE) {
                latency = Optional.of(rounds.each(loaded::once));
            } else {
                rate = Optional.of(rounds.perSecond(loaded::once).times(settings.batchSize()));
            }
            memory = peak.bytes();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            error = Optional.of(reason(e));
        }
        return new BenchRow(
                model,
                BenchSettings.name(device),
                precision,
                work,
                network.batchSize(work),
                network.multiplyAdds(work),
                rate,
                latency,
                limit,
                memory,
                error);
    }

    private static String reason(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.lines()
                .filter(line -> line.contains("Error:") || line.contains("out of memory"))
                .findFirst()
                .or(() -> message.lines().findFirst())
                .orElse(cause.toString())
                .strip();
    }
}
