package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.TorchScriptArchive;
import org.tagzoo.zoo.weights.KerasH5;
import org.tagzoo.zoo.weights.KerasResNet50;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.TfjsLayers;
import org.tagzoo.zoo.weights.WeightsFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo weights convert}: from any format that is read to one that is written. */
@Command(name = "convert")
final class WeightsConvertCommand extends Subcommand {

    private static final String SAFETENSORS = ".safetensors";
    private static final String TORCHSCRIPT = ".pt";
    private static final String FLOAT32 = "F32";

    @Parameters(index = "0", paramLabel = "IN")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT")
    private Path out;

    @Option(names = "--architecture", paramLabel = "NAME")
    private String architecture;

    @Option(names = "--force")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        String name = String.valueOf(out.getFileName());
        boolean script = name.endsWith(TORCHSCRIPT);
        require(
                script || name.endsWith(SAFETENSORS),
                "OUT must end in .safetensors or .pt, not %s; the end says what to write",
                out);
        require(
                !Files.isDirectory(out) && (force || !Files.exists(out)),
                "%s is there already; --force writes over a file",
                out);
        Path folder = out.toAbsolutePath().getParent();
        require(Files.isDirectory(folder), "The folder %s is not there", folder);
        Optional<WeightsTarget> target = WeightsTarget.find(architecture, in);
        require(
                !script || target.isPresent(),
                "A TorchScript archive needs the network; name it: --architecture resnet50");
        try (TensorSource read = WeightsFile.open(in)) {
            boolean keras = target.map(found -> found.card().strideOnFirst1x1()).orElse(false);
            // Keras names and lays out its tensors in its own way.
            TensorSource source = read;
            if (keras && read instanceof TfjsLayers layers) {
                source = new KerasResNet50(layers);
            } else if (keras && read instanceof KerasH5 h5) {
                source = new KerasResNet50(h5);
            }
            if (target.isPresent()) {
                source = target.get().bare(source);
            }
            if (script) {
                toTorchScript(source, target.orElseThrow());
            } else {
                toSafetensors(source, target);
            }
            report(source);
        }
        return CommandLine.ExitCode.OK;
    }

    /** Names and shapes are checked if the network is known. */
    private void toSafetensors(TensorSource source, Optional<WeightsTarget> target)
            throws IOException {
        if (target.isPresent()) {
            target.get().check(source);
        }
        // PyTorch's tools ask for this note.
        SafetensorsWriter.write(out, source, Map.of("format", "pt"));
    }

    private void toTorchScript(TensorSource source, WeightsTarget target) throws IOException {
        Graph graph = target.graph(source);
        LoadedValues values = LoadedValues.ofWhole(source, graph, target.backbone());
        AtomicFile.make(
                out,
                aside ->
                        TorchScriptArchive.write(
                                aside, graph, values, Precision.FLOAT32, MemoryFormat.CONTIGUOUS));
    }

    /** Says what was read and written. */
    private void report(TensorSource source) throws IOException {
        long numbers = 0;
        Map<String, Integer> others = new TreeMap<>();
        for (String name : source.names()) {
            numbers += Arrays.stream(source.shape(name)).reduce(1, Math::multiplyExact);
            String type = source.numberType(name);
            if (!type.equals(FLOAT32)) {
                others.merge(type, 1, Integer::sum);
            }
        }
        int count = source.names().size();
        out().printf(Locale.ROOT, "%s: %d tensors, %,d numbers%n", source.origin(), count, numbers);
        if (!source.choice().isEmpty()) {
            out().printf("taken from it: %s%n", source.choice());
        }
        others.forEach(
                (type, some) ->
                        out().printf(
                                        "%d %s %s to float32%n",
                                        some, some == 1 ? "tensor" : "tensors", change(type)));
        out().printf(
                        Locale.ROOT,
                        "%s: %,d bytes, SHA-256 %s%n",
                        out,
                        Files.size(out),
                        Sha256.of(out));
        out().flush();
    }

    private static String change(String type) {
        return switch (type) {
            case "F16" -> "widened from float16";
            case "BF16" -> "widened from bfloat16";
            case "F64" -> "rounded from float64";
            case "I64" -> "turned from int64";
            default -> "turned from " + type;
        };
    }
}
