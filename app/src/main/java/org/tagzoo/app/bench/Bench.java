package org.tagzoo.app.bench;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tagzoo.app.report.Speed;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * Measures networks on devices, one after the other: {@link Work} says what of them, {@link
 * BenchResult.DeviceLimit} beside what. What fails, for lack of memory say, is told in its row, and
 * the others go on.
 *
 * <p>Times are the wall clock's. Each batch ends with its results read back to the processor, which
 * waits for the device: what a GPU takes for it is in the time, as it is in use.
 */
public final class Bench {

    private static final String NVIDIA = "NVIDIA_TF32_OVERRIDE";
    private static final String TORCH = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";

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
            told.add(tf32Note(System.getenv()));
        }
        List<BenchResult.DeviceLimit> limits = new ArrayList<>();
        List<BenchRow> rows = new ArrayList<>();
        boolean gradMode = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            for (Device device : settings.devices()) {
                for (Precision precision : settings.precisions()) {
                    Optional<BenchResult.DeviceLimit> limit = limit(device, precision, told);
                    limit.ifPresent(limits::add);
                    double gigaflops = limit.map(found -> found.gigaflops().median()).orElse(0.0);
                    for (NetworkWorks network : networks) {
                        for (Work work : Work.values()) {
                            rows.add(row(network, work, precision, device, gigaflops));
                        }
                    }
                }
            }
        } finally {
            JniUtils.setGradMode(gradMode);
        }
        return new BenchResult(machine, settings, limits, rows, told);
    }

    /**
     * Measures how fast a network is in use, on the first device and in the first precision.
     *
     * @param log is told what is measured next
     * @throws IllegalStateException if that fails; one line
     */
    public static Speed speed(BenchSettings settings, Network network, Consumer<String> log) {
        Bench bench = new Bench(settings, device -> "", log);
        NetworkWorks works = new NetworkWorks(settings, network);
        Map<Work, Double> rates = new EnumMap<>(Work.class);
        boolean gradMode = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            for (Work work : List.of(Work.EMBEDDING, Work.PREDICTION, Work.ONE_IMAGE)) {
                BenchRow row =
                        bench.row(
                                works,
                                work,
                                works.fitting(settings.precisions().get(0)),
                                settings.devices().get(0),
                                0);
                if (row.error() != null) {
                    throw new IllegalStateException(work.label() + ": " + row.error());
                }
                rates.put(work, row.rate());
            }
        } finally {
            JniUtils.setGradMode(gradMode);
        }
        return new Speed(
                rates.get(Work.EMBEDDING),
                rates.get(Work.PREDICTION),
                rates.get(Work.ONE_IMAGE),
                false);
    }

    private Optional<BenchResult.DeviceLimit> limit(
            Device device, Precision precision, List<String> told) {
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
            NetworkWorks network, Work work, Precision precision, Device device, double limit) {
        String model = network.model();
        String where = BenchSettings.name(device);
        String type = BenchSettings.name(precision);
        log.accept("%s, %s, %s: %s".formatted(where, type, model, work.label()));
        Quartiles rates = null;
        Quartiles.Latency latency = null;
        Long memory = null;
        String error = null;
        try (NetworkWorks.Loaded loaded = network.load(work, precision, device)) {
            // The values that the network was filled with are rubbish now, and counted otherwise.
            System.gc();
            PeakMemory peak = new PeakMemory(device);
            if (work == Work.ONE_IMAGE) {
                latency = rounds.each(loaded::once);
            } else {
                rates = rounds.perSecond(loaded::once).times(settings.batchSize());
            }
            memory = peak.bytes();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            error = reason(e);
        }
        return new BenchRow(
                model,
                where,
                type,
                work,
                network.batchSize(work),
                rates,
                latency,
                network.multiplyAdds(work),
                limit,
                memory,
                error);
    }

    /**
     * Returns what float32 means, in a sentence, on GPUs from capability 8.0 on: they round it to
     * TF32 (11 bits of mantissa) before they multiply. The environment decides, before the engine
     * is loaded.
     */
    static String tf32Note(Map<String, String> environment) {
        if ("0".equals(environment.get(NVIDIA))) {
            return "float32 is float32 on GPUs too: %s=0.".formatted(NVIDIA);
        }
        String where = "float32 on GPUs from capability 8.0 on: TF32 in convolutions";
        return "1".equals(environment.get(TORCH))
                ? "%s and linear layers (%s=1).".formatted(where, TORCH)
                : "%s, as PyTorch has it; %s=0 has float32.".formatted(where, NVIDIA);
    }

    private static String reason(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        return message.lines()
                .filter(line -> line.contains("Error:") || line.contains("out of memory"))
                .findFirst()
                .or(() -> message.lines().findFirst())
                .orElse(cause.toString())
                .strip();
    }
}
