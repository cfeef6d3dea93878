package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.ImageDecoder;
import org.tagzoo.datasets.image.Resampling;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.ImageNetClasses;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * The real Keras ResNet-50 on real photographs, from the file to the five likeliest classes,
 * against {@code make_keras_top5.py}, which runs the model as it was published.
 */
class KerasTopFiveTest {

    private static final int SIZE = 224;
    private static final Normalization RGB_MEANS =
            new Normalization(List.of(123.68, 116.779, 103.939), List.of(1.0, 1.0, 1.0));

    @Test
    void theLikeliestClassesAreThePublishedModels() throws Exception {
        Path weights =
                WeightsCache.standard()
                        .weightsFile(
                                WeightsRegistry.standard().card("resnet50.keras").orElseThrow());
        assumeTrue(
                Files.exists(weights),
                () -> weights + " is not there; any run with resnet50 makes it");
        Map<JsonNode, byte[]> photographs = new LinkedHashMap<>();
        for (JsonNode photograph : golden()) {
            photographs.put(photograph, read(photograph));
        }
        try (ScriptModule module = module(weights)) {
            for (Map.Entry<JsonNode, byte[]> photograph : photographs.entrySet()) {
                compare(photograph.getKey(), probabilities(module, photograph.getValue()));
            }
        }
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = KerasTopFiveTest.class.getResourceAsStream("keras-top5.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static byte[] read(JsonNode photograph) throws Exception {
        String set = System.getenv("TAGZOO_CORPORA");
        // Tests run in the folder of their module, one below the project's root.
        Path file =
                Path.of(set == null ? "../../shared/corpora" : set)
                        .resolve(photograph.get("file").asText());
        assumeTrue(
                Files.exists(file),
                () -> file + " is missing; set TAGZOO_CORPORA to the folder of the corpora");
        byte[] bytes = Files.readAllBytes(file);
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assumeTrue(
                hash.equals(photograph.get("sha256").asText()),
                () -> file + " is another image than the one that the figures are of");
        return bytes;
    }

    private static ScriptModule module(Path weights) throws IOException {
        Network network =
                new Network(
                        Backbones.keras(Backbones.byName("resnet50").orElseThrow()),
                        Head.linear(ImageNetClasses.names().size()));
        Graph graph = network.graph(SIZE, RGB_MEANS);
        try (TensorSource source = WeightsFile.open(weights)) {
            return ScriptModule.load(
                    graph,
                    parameter -> values(source, parameter),
                    Precision.FLOAT32,
                    MemoryFormat.CHANNELS_LAST,
                    Device.cpu());
        }
    }

    private static float[] values(TensorSource source, Parameter parameter) {
        float[] values = new float[parameter.count()];
        if (parameter.role() != Parameter.Role.COUNTER) {
            try {
                source.read(parameter.name()).get(values);
            } catch (WeightsException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values;
    }

    private static float[] probabilities(ScriptModule module, byte[] photograph)
            throws IOException {
        RgbImage image = Resampling.BILINEAR.resize(ImageDecoder.decode(photograph), SIZE, SIZE);
        try (NDManager manager = module.manager().newSubManager()) {
            NDArray pixels =
                    manager.create(
                            ByteBuffer.wrap(image.pixels()),
                            new Shape(1, SIZE, SIZE, 3),
                            DataType.UINT8);
            return module.forward(pixels, false).softmax(1).toFloatArray();
        }
    }

    private static void compare(JsonNode photograph, float[] probabilities) {
        String file = photograph.get("file").asText();
        JsonNode classes = photograph.get("classes");
        List<Integer> best =
                IntStream.range(0, probabilities.length)
                        .boxed()
                        .sorted((a, b) -> Float.compare(probabilities[b], probabilities[a]))
                        .limit(classes.size())
                        .toList();
        for (int i = 0; i < classes.size(); i++) {
            assertEquals(classes.get(i).asInt(), best.get(i), file);
            assertEquals(
                    photograph.get("probabilities").get(i).asDouble(),
                    probabilities[best.get(i)],
                    1e-3,
                    file);
        }
    }
}
