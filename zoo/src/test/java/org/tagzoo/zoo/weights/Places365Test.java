package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.FormulaWeights;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Files named and nested as those of Places365, which {@code make_places365.py} makes. */
class Places365Test {

    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));

    private static Network network(String name) {
        return new Network(Backbones.byName(name).orElseThrow(), Head.linear(365));
    }

    /** The names alone, which PyTorch gives a network on several devices. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "alexnet"})
    void tensorsAreFoundBelowModule(String name) throws IOException {
        Graph graph = network(name).graph(224, IMAGENET);
        TensorSource plain = FormulaWeights.source(graph);
        TensorMap wrapped = new TensorMap("a checkpoint");
        for (String tensor : plain.names()) {
            String deeper =
                    name.equals("alexnet")
                            ? tensor.replace("features.", "features.module.")
                            : "module." + tensor;
            wrapped.put(deeper, plain.shape(tensor), () -> plain.read(tensor));
        }
        LoadedValues.ofWhole(wrapped, graph, network(name).backbone()).requireFinite().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet50", "alexnet"})
    void wholeFilesGivePyTorchsLogits(String name) throws IOException {
        String folder = System.getenv("TAGZOO_PLACES365");
        assumeTrue(folder != null, "TAGZOO_PLACES365 must name what make_places365.py wrote");
        Graph graph = network(name).graph(224, IMAGENET);
        Path file = Path.of(folder, name + "_places365.pth.tar");
        JsonNode golden =
                new ObjectMapper().readTree(Path.of(folder, "logits.json").toFile()).get(name);
        try (LoadedValues values =
                        LoadedValues.ofWhole(
                                WeightsFile.open(file), graph, network(name).backbone());
                ScriptModule module =
                        ScriptModule.load(
                                graph,
                                values,
                                Precision.FLOAT32,
                                MemoryFormat.CHANNELS_LAST,
                                Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            ByteBuffer pixels = ByteBuffer.wrap(FormulaValues.pixels(224 * 224 * 3));
            float[] logits =
                    module.forward(
                                    manager.create(
                                            pixels, new Shape(1, 224, 224, 3), DataType.UINT8),
                                    false)
                            .toFloatArray();
            assertEquals(365, logits.length);
            double largest = 0;
            for (JsonNode value : golden) {
                largest = Math.max(largest, Math.abs(value.asDouble()));
            }
            for (int i = 0; i < golden.size(); i++) {
                assertEquals(golden.get(i).asDouble(), logits[i], 1e-4 * largest);
            }
        }
    }
}
