package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;

/** Compiled networks against torchvision's, whose figures {@code make_networks.py} wrote. */
class TorchvisionTest {

    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
    private static final String KERAS = "resnet50.keras";

    static Stream<String> names() throws IOException {
        List<String> names = new java.util.ArrayList<>();
        golden().fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = Network.class.getResourceAsStream("networks.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static Backbone backbone(String name) {
        return name.equals(KERAS)
                ? Backbones.keras(Backbones.byName("resnet50").orElseThrow())
                : Backbones.byName(name).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesShapesAndCountsAreTorchvisions(String name) throws Exception {
        JsonNode expected = golden().get(name);
        Graph graph = new Network(backbone(name), Head.linear(1000)).graph(224, IMAGENET);
        assertEquals(expected.get("parameters").asLong(), graph.weightCount());
        String listing =
                graph.parameters().stream()
                        .map(parameter -> parameter.name() + " " + parameter.shape())
                        .collect(Collectors.joining("\n"));
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(listing.getBytes(StandardCharsets.UTF_8));
        assertEquals(expected.get("listing").asText(), HexFormat.of().formatHex(hash), listing);
    }

    @ParameterizedTest
    @MethodSource("names")
    void resultsAreTorchvisions(String name) throws IOException {
        JsonNode expected = golden().get(name);
        int size = expected.get("size").asInt();
        Network network = new Network(backbone(name), Head.linear(5));
        float[] logits =
                run(
                        network.graph(size, IMAGENET),
                        size,
                        Precision.FLOAT32,
                        MemoryFormat.CONTIGUOUS);
        assertClose(expected.get("logits"), logits, 1, 1e-4);
        Graph body = network.backboneGraph(size, IMAGENET);
        float[] embeddings = run(body, size, Precision.FLOAT32, MemoryFormat.CHANNELS_LAST);
        assertClose(expected.get("embeddings"), embeddings, 100, 1e-4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet50.keras", "vgg16_bn"})
    void bfloat16IsNearFloat32(String name) throws IOException {
        JsonNode expected = golden().get(name);
        int size = expected.get("size").asInt();
        Graph graph = new Network(backbone(name), Head.linear(5)).graph(size, IMAGENET);
        for (MemoryFormat format : MemoryFormat.values()) {
            float[] logits = run(graph, size, Precision.BFLOAT16, format);
            assertClose(expected.get("logits"), logits, 1, 0.05);
        }
    }

    private static float[] run(Graph graph, int size, Precision precision, MemoryFormat format)
            throws IOException {
        try (ScriptModule module =
                        ScriptModule.load(
                                graph, new FormulaValues(), precision, format, Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            byte[] pixels = FormulaValues.pixels(2 * size * size * 3);
            NDArray input =
                    manager.create(
                            ByteBuffer.wrap(pixels), new Shape(2, size, size, 3), DataType.UINT8);
            return module.forward(input, false).toFloatArray();
        }
    }

    /** Compares every {@code stride}-th element of each row, relative to the row's largest. */
    private static void assertClose(JsonNode rows, float[] actual, int stride, double tolerance) {
        int width = actual.length / rows.size();
        for (int row = 0; row < rows.size(); row++) {
            double largest = 0;
            for (JsonNode value : rows.get(row)) {
                largest = Math.max(largest, Math.abs(value.asDouble()));
            }
            assertTrue(largest > 0.01, "Results are too small to compare");
            for (int i = 0; i < rows.get(row).size(); i++) {
                double expected = rows.get(row).get(i).asDouble();
                assertEquals(expected, actual[row * width + i * stride], tolerance * largest);
            }
        }
    }
}
