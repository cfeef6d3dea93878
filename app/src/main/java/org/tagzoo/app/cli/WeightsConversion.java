package org.tagzoo.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.TorchScriptArchive;
import org.tagzoo.zoo.weights.KerasResNet50;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.TfjsLayers;
import org.tagzoo.zoo.weights.WeightsException;

/** Writes tensors in another format, and says what was read and written. */
final class WeightsConversion {

    private static final String FLOAT32 = "F32";

    private final TensorSource source;
    private final Optional<WeightsTarget> target;
    private final PrintWriter print;

    WeightsConversion(TensorSource source, Optional<WeightsTarget> target, PrintWriter print)
            throws WeightsException {
        this.source = named(source, target);
        this.target = target;
        this.print = print;
    }

    /** Keras names and lays out its tensors in its own way. */
    private static TensorSource named(TensorSource source, Optional<WeightsTarget> target)
            throws WeightsException {
        boolean keras = target.map(found -> found.card().strideOnFirst1x1()).orElse(false);
        return keras && source instanceof TfjsLayers layers ? new KerasResNet50(layers) : source;
    }

    /** Names and shapes are checked if the network is known. */
    void toSafetensors(Path out) throws IOException {
        if (target.isPresent()) {
            LoadedValues.ofWhole(source, target.get().graph(source), target.get().backbone());
        }
        // PyTorch's tools ask for this note.
        SafetensorsWriter.write(out, source, Map.of("format", "pt"));
        report(out);
    }

    void toTorchScript(Path out) throws IOException {
        Graph graph = target.orElseThrow().graph(source);
        LoadedValues values = LoadedValues.ofWhole(source, graph, target.get().backbone());
        AtomicFile.make(
                out,
                aside ->
                        TorchScriptArchive.write(
                                aside, graph, values, Precision.FLOAT32, MemoryFormat.CONTIGUOUS));
        report(out);
    }

    private void report(Path out) throws IOException {
        long numbers = 0;
        Map<String, Integer> others = new TreeMap<>();
        for (String name : source.names()) {
            numbers += Arrays.stream(source.shape(name)).reduce(1, Math::multiplyExact);
            String type = source.numberType(name);
            if (!type.equals(FLOAT32)) {
                others.merge(type, 1, Integer::sum);
            }
        }
        print.printf(
                Locale.ROOT,
                "%s: %d tensors, %,d numbers%n",
                source.origin(),
                source.names().size(),
                numbers);
        others.forEach(
                (type, count) ->
                        print.printf(
                                "%d %s %s to float32%n",
                                count, count == 1 ? "tensor" : "tensors", change(type)));
        print.printf(
                Locale.ROOT, "%s: %,d bytes, SHA-256 %s%n", out, Files.size(out), Sha256.of(out));
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
