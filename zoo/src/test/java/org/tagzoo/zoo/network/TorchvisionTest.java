package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Compiled networks against torchvision's and timm's, whose figures {@code make_networks.py} wrote.
 */
public class TorchvisionTest {

    static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
    private static final String KERAS = "resnet50.keras";
    private static final int LABELS = 5;

    public static Stream<String> names() {
        return Stream.concat(
                Backbones.names().stream().filter(name -> resource(name) != null),
                Stream.of(KERAS));
    }

    private static URL resource(String name) {
        return Network.class.getResource("torchvision/" + name + ".json");
    }

    static JsonNode golden(String name) throws IOException {
        return new ObjectMapper().readTree(resource(name));
    }

    @Test
    void onlyNetworksOfOurOwnAreNotTorchvisions() {
        assertEquals(
                List.of(
                        "no_image",
                        "ff1",
                        "ff2",
                        "cnn",
                        "genre_cnn1",
                        "genre_cnn2",
                        "genre_cnn3",
                        "poster_cnn2",
                        "poster_cnn3"),
                Backbones.names().stream()
                        .filter(name -> resource(name) == null)
                        .filter(name -> !TransformersTest.names().contains(name))
                        .toList());
    }

    public static Backbone backbone(String name) {
        return name.equals(KERAS)
                ? Backbones.keras(Backbones.byName("resnet50").orElseThrow())
                : Backbones.byName(name).orElseThrow();
    }

    /** Large networks with as many blocks as {@code make_networks.py} gives them in "results". */
    private static Backbone shortened(String name) {
        Backbone backbone = backbone(name);
        if (name.equals("convnext_base")) {
            return new ConvNeXt(name, 128, List.of(1, 1, 2, 1), 0);
        }
        if (backbone instanceof EfficientNet net && name.equals("efficientnet_v2_s")) {
            List<Integer> blocks = List.of(1, 2, 2, 2, 1, 2);
            List<EfficientNet.Row> rows = new ArrayList<>();
            for (EfficientNet.Row row : net.rows()) {
                rows.add(row.withBlocks(blocks.get(rows.size())));
            }
            return new EfficientNet(name, net.stem(), rows, net.epsilon());
        }
        return backbone;
    }

    static ParameterValues values(String name) {
        return new FormulaValues(name.equals("efficientnet_v2_s") ? 0.8 : 1);
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesShapesAndCountsAreTorchvisions(String name) throws Exception {
        JsonNode expected = golden(name);
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

    /** In billions, for one image of the size that the network is made for. */
    @ParameterizedTest
    @MethodSource("names")
    void multiplyAddsAreTorchvisions(String name) throws IOException {
        JsonNode published = golden(name).get("published");
        if (name.equals(KERAS)) {
            assertNull(published);
            return;
        }
        Graph graph =
                new Network(backbone(name), Head.linear(1000))
                        .graph(published.get("size").asInt(), IMAGENET);
        assertEquals(
                published.get("billions").asDouble(),
                MultiplyAdds.of(graph).forward() / 1e9,
                0.0006);
    }

    /** One archive runs images of every size: those its network is made for, and odd ones. */
    @ParameterizedTest
    @MethodSource("names")
    void resultsAreTorchvisions(String name) throws IOException {
        compare(name, results(name), Precision.FLOAT32, MemoryFormat.CHANNELS_LAST, 1e-4);
    }

    /** Those with batch norm, without the largest. */
    static Stream<String> folded() {
        return names().filter(
                        name ->
                                !name.equals("vgg16")
                                        && !name.equals("resnet101")
                                        && !name.equals("resnet152"));
    }

    @ParameterizedTest
    @MethodSource("folded")
    void resultsAreTorchvisionsWhereBatchNormIsFolded(String name) throws IOException {
        ParameterValues values = values(name);
        for (JsonNode result : smallest(name)) {
            Graph graph = graph(name, result).frozen();
            FoldedNorms folded = FoldedNorms.of(graph, values);
            assertTrue(folded.graph().nodes().stream().noneMatch(n -> n.op() instanceof BatchNorm));
            compare(folded.graph(), folded.values(), result, 1e-4);
            // As torchvision computes with an export's state_dict.
            compare(graph, folded.values(), result, 1e-4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "inception_v3", "convnext_tiny"})
    void theMemoryFormatChangesNothing(String name) throws IOException {
        compare(name, smallest(name), Precision.FLOAT32, MemoryFormat.CONTIGUOUS, 1e-4);
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, CONTIGUOUS",
        "inception_v3, CHANNELS_LAST",
        "mobilenet_v3_small, CHANNELS_LAST",
        "convnext_tiny, CHANNELS_LAST",
        "efficientnet_b0, CHANNELS_LAST"
    })
    void bfloat16IsNearFloat32(String name, MemoryFormat format) throws IOException {
        compare(name, smallest(name), Precision.BFLOAT16, format, 0.05);
    }

    private static List<JsonNode> results(String name) throws IOException {
        return results(name, "results");
    }

    static List<JsonNode> results(String name, String which) throws IOException {
        List<JsonNode> results = new ArrayList<>();
        golden(name).get(which).forEach(results::add);
        return results;
    }

    private static List<JsonNode> smallest(String name) throws IOException {
        List<JsonNode> results = results(name);
        return results.subList(results.size() - 1, results.size());
    }

    private static void compare(
            String name,
            List<JsonNode> results,
            Precision precision,
            MemoryFormat format,
            double tolerance)
            throws IOException {
        try (ScriptModule module =
                ScriptModule.load(
                        graph(name, results.get(0)),
                        values(name),
                        precision,
                        format,
                        Device.cpu())) {
            for (JsonNode expected : results) {
                float[] actual = run(module, expected);
                assertEquals(graph(name, expected).output().count(), actual.length);
                assertClose(expected.get("logits"), actual, 0, 1, tolerance);
                assertClose(expected.get("embedding"), actual, LABELS, 100, tolerance);
            }
        }
    }

    static void compare(Graph graph, ParameterValues values, JsonNode expected, double tolerance)
            throws IOException {
        try (ScriptModule module =
                ScriptModule.load(
                        graph,
                        values,
                        Precision.FLOAT32,
                        MemoryFormat.CHANNELS_LAST,
                        Device.cpu())) {
            float[] actual = run(module, expected);
            assertClose(expected.get("logits"), actual, 0, 1, tolerance);
            assertClose(expected.get("embedding"), actual, LABELS, 100, tolerance);
        }
    }

    /** Traces a network whose result is the logits with the embedding after them. */
    private static Graph graph(String name, JsonNode size) {
        return graph(shortened(name), size);
    }

    static Graph graph(Backbone backbone, JsonNode size) {
        return graph(backbone, size.get("height").asInt(), size.get("width").asInt());
    }

    static Graph graph(Backbone backbone, int height, int width) {
        return Graph.ofPixels(
                new ImageSize(height, width),
                IMAGENET,
                (root, image) -> {
                    Value embedding = backbone.embed(root, image);
                    Scope head = root.child(backbone.headName());
                    return Layers.concatenate(
                            Head.linear(LABELS).classify(head, embedding), embedding);
                });
    }

    static float[] run(ScriptModule module, JsonNode size) {
        int height = size.get("height").asInt();
        int width = size.get("width").asInt();
        try (NDManager manager = module.manager().newSubManager()) {
            return module.forward(pixels(manager, height, width), false).toFloatArray();
        }
    }

    static NDArray pixels(NDManager manager, int height, int width) {
        ByteBuffer pixels = ByteBuffer.wrap(FormulaValues.pixels(height * width * 3));
        return manager.create(pixels, new Shape(1, height, width, 3), DataType.UINT8);
    }

    /** Compares every {@code stride}-th element from {@code first} on, relative to the largest. */
    static void assertClose(
            JsonNode expected, float[] actual, int first, int stride, double tolerance) {
        double largest = 0;
        for (JsonNode value : expected) {
            largest = Math.max(largest, Math.abs(value.asDouble()));
        }
        assertTrue(largest > 0.01, "Results are too small to compare");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(
                    expected.get(i).asDouble(), actual[first + i * stride], tolerance * largest);
        }
    }
}
