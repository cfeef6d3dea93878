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
import org.tagzoo.zoo.torchscript.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagzoo bench}: how fast networks run here, and how fast they could. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how fast networks run on this machine, beside what its devices reach.",
            "",
            "embedding    a batch through the body, as 'compare' does once for each image",
            "training     an update of all weights: forward, backward, SGD with Nesterov's"
                    + " momentum",
            "prediction   a batch through the whole network",
            "one image    the same with one image, the next one after its scores are there",
            "",
            "Images are pixels in memory: decoding is not measured. Weights are random, which",
            "does not change the speed. Times are the wall clock's, from pixels in Java's memory",
            "to results in it; reading these waits for a GPU, so that transfers count. Each",
            "measurement warms up first; tables have medians and quartiles of rounds.",
            "",
            "GFLOP/s counts the convolutions and linear layers, two operations for each",
            "multiplication and its addition, and for an update those of the backward pass too.",
            "'of limit' is its share of what the device reaches in large matrix products or 1 x 1",
            "convolutions of the same precision, whichever is faster. Copying counts bytes read"
                    + " and",
            "written. 'memory' is the most that was in use: of this process in main memory"
                    + " (Linux),",
            "or of a GPU by all processes.",
            ""
        },
        footerHeading = "%nJSON:%n",
        footer = {
            "{\"format\": 1,",
            " \"machine\": {\"processor\", \"processors\", \"threads\", \"system\", \"java\","
                    + " \"pytorch\", \"tagzoo\"},",
            " \"settings\": {\"imageSize\", \"batchSize\", \"labels\", \"memoryFormat\","
                    + " \"seconds\"},",
            " \"limits\": [{\"device\", \"product\", \"precision\", \"gigaflops\": QUARTILES,"
                    + " \"side\",",
            "   \"copyGigabytesPerSecond\": QUARTILES}],",
            " \"rows\": [{\"model\", \"device\", \"precision\",",
            "   \"work\": \"embedding\", \"training\", \"prediction\" or \"one_picture\","
                    + " \"batchSize\",",
            "   \"imagesPerSecond\": QUARTILES or null, \"latencyMillis\": {\"median\", \"p99\","
                    + " \"calls\"} or null,",
            "   \"multiplyAddsPerImage\", \"gigaflops\", \"shareOfLimit\", \"peakMemoryBytes\""
                    + " (null: not known),",
            "   \"error\": why it failed, or null}],",
            " \"notes\": [TEXT]}",
            "QUARTILES is {\"median\", \"lower\", \"upper\", \"rounds\"}."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:Everything is measured.",
            "1:Something could not be measured; the table says what.",
            "2:Wrong arguments."
        })
final class BenchCommand extends Subcommand {

    @Option(
            names = "--models",
            paramLabel = "MODEL",
            split = ",",
            defaultValue = "resnet50",
            description = "Networks, separated by commas. Default: resnet50.")
    private List<String> models;

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            defaultValue = "224",
            description = "Side of the images, 8 to 1024. Default: 224.")
    private int imageSize;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Images at a time, 2 to 4096. Default: 32.")
    private int batchSize;

    @Option(
            names = "--labels",
            paramLabel = "N",
            defaultValue = "20",
            description = "Labels of the head, 1 to 100000. Default: 20.")
    private int labels;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            split = ",",
            defaultValue = "all",
            description = {
                "cpu, CUDA devices such as cuda:0,cuda:1, or all. Default: all, the processor and",
                "each CUDA device."
            })
    private List<String> devices;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            split = ",",
            defaultValue = "float32",
            description = {
                "float32, bfloat16, float16, separated by commas, for convolutions and linear"
                        + " layers.",
                "On GPUs from capability 8.0 on, PyTorch computes convolutions of float32 numbers"
                        + " in",
                "TF32. NVIDIA_TF32_OVERRIDE=0 in the environment has them in float32,",
                "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=1 has linear layers in TF32 too. Default:"
                        + " float32."
            })
    private List<Precision> precisions;

    @Mixin private MemoryFormatOption memoryFormat;

    @Option(
            names = "--seconds",
            paramLabel = "X",
            defaultValue = "10",
            description = {
                "Duration of each measurement; three rounds of a batch take place however long they take.",
                "Default: 10."
            })
    private double seconds;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write everything as JSON too, in place of an older file.")
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
                            memoryFormat.value(),
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
