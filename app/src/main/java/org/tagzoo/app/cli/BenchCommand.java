package org.tagzoo.app.cli;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.app.bench.Bench;
import org.tagzoo.app.bench.BenchResult;
import org.tagzoo.app.bench.BenchSettings;
import org.tagzoo.app.bench.BenchTable;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tagzoo bench}: how fast networks run here, and how fast they could. */
@Command(name = "bench")
final class BenchCommand extends Subcommand {

    @Option(names = "--models", paramLabel = "MODEL", split = ",", defaultValue = "resnet50")
    private List<String> models;

    @Option(names = "--image-size", paramLabel = "SIZE", defaultValue = "224")
    private ImageSize imageSize;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "32")
    private int batchSize;

    @Option(names = "--labels", paramLabel = "N", defaultValue = "20")
    private int labels;

    @Option(names = "--device", paramLabel = "DEVICE", split = ",", defaultValue = "all")
    private List<String> devices;

    @Option(names = "--precision", paramLabel = "PRECISION", split = ",", defaultValue = "float32")
    private List<Precision> precisions;

    @Option(names = "--memory-format", paramLabel = "FORMAT", defaultValue = "channels_last")
    private MemoryFormat memoryFormat;

    @Option(names = "--seconds", paramLabel = "X", defaultValue = "10")
    private double seconds;

    @Option(names = "--json", paramLabel = "FILE")
    private Path json;

    @Override
    public Integer call() throws IOException {
        requireFile("--json", json);
        DeviceOption option = DeviceOption.standard();
        List<String> notes = new ArrayList<>();
        BenchResult result = measure(option, option.devices(devices, notes::add), notes);
        if (json != null) {
            AtomicFile.write(json, result.json());
        }
        out().print(BenchTable.render(result));
        out().flush();
        return exitCode(result.isComplete());
    }

    private BenchResult measure(DeviceOption option, List<Device> targets, List<String> notes) {
        try {
            BenchSettings settings =
                    new BenchSettings(
                            models,
                            imageSize,
                            batchSize,
                            labels,
                            precisions,
                            memoryFormat,
                            targets,
                            seconds);
            return new Bench(settings, option::product, err()::println).run(version(), notes);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private String version() {
        String[] words = command().getCommandSpec().root().version()[0].split(" ");
        return words[words.length - 1];
    }
}
