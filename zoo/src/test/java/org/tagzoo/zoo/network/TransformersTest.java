package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tagzoo.zoo.network.TorchvisionTest.assertClose;
import static org.tagzoo.zoo.network.TorchvisionTest.graph;
import static org.tagzoo.zoo.network.TorchvisionTest.pixels;
import static org.tagzoo.zoo.network.TorchvisionTest.run;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.torchscript.TorchScriptArchive;
import org.tagzoo.zoo.weights.LoadedValues;

/**
 * Compiled transformers against torchvision's and timm's, whose figures {@code
 * make_transformers.py} wrote: small networks by the same functions, and the whole ones where
 * {@code -Dtagzoo.transformers=FOLDER} tells where that script left theirs.
 */
class TransformersTest {

    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
    private static final String WHOLE = "tagzoo.transformers";
    private static final int LABELS = 5;

    @TempDir Path folder;

    static List<String> names() {
        return Backbones.names().stream().filter(name -> name.startsWith("vit_")).toList();
    }

    private static JsonNode golden(String name) throws IOException {
        String resource = "transformers/" + name + ".json";
        try (InputStream json = Network.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(json);
        }
    }

    private static Backbone whole(String name) {
        return Backbones.byName(name).orElseThrow();
    }

    /** The same function with the width, the blocks and the heads that the figures are of. */
    private static Backbone shaped(String name, JsonNode shape) {
        int width = shape.get(0).asInt();
        int blocks = shape.get(1).asInt();
        int heads = shape.get(2).asInt();
        return whole(name) instanceof TimmVisionTransformer timm
                ? new TimmVisionTransformer(name, timm.patch(), width, blocks, heads, timm.kind())
                : new VisionTransformer(name, 16, width, blocks, heads);
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesShapesAndCountsAreTheReferences(String name) throws IOException {
        JsonNode expected = golden(name);
        Graph graph =
                new Network(whole(name), Head.linear(1000))
                        .graph(expected.get("size").asInt(), IMAGENET);
        assertEquals(expected.get("parameters").asLong(), graph.weightCount());
        String listing =
                graph.parameters().stream()
                        .map(parameter -> parameter.name() + " " + parameter.shape())
                        .collect(Collectors.joining("\n"));
        assertEquals(expected.get("listing").asText(), DigestUtils.sha256Hex(listing), listing);
        long forward = MultiplyAdds.of(graph).forward();
        assertEquals(expected.get("multiply_adds").asLong(), forward);
        if (expected.has("published_billions")) {
            assertEquals(expected.get("published_billions").asDouble(), forward / 1e9, 0.0006);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void resultsAreTheReferencesAtEachSize(String name) throws IOException {
        compare(name, golden(name), Precision.FLOAT32, false, 1e-4);
        compare(name, golden(name), Precision.FLOAT32, true, 1e-4);
    }

    @ParameterizedTest
    @MethodSource("names")
    void bfloat16IsNearFloat32(String name) throws IOException {
        compare(name, golden(name), Precision.BFLOAT16, false, 0.05);
    }

    @ParameterizedTest
    @MethodSource("names")
    void headsOfPatchesAreTheReferences(String name) throws Exception {
        JsonNode golden = golden(name);
        Network network = new Network(shaped(name, golden.get("shape")), Head.linear(LABELS));
        Graph published = network.graph(golden.get("published").asInt(), IMAGENET);
        for (JsonNode expected : golden.get("results")) {
            int height = expected.get("height").asInt();
            int width = expected.get("width").asInt();
            Graph graph =
                    Graph.ofPixels(
                            new ImageSize(height, width),
                            IMAGENET,
                            (root, image) ->
                                    network.head()
                                            .classify(
                                                    root.child(network.backbone().headName()),
                                                    network.backbone().embed(root, image)));
            TorchScriptArchive.write(
                    folder.resolve("net.pt"),
                    graph.frozen(),
                    LoadedValues.ofWhole(
                            FormulaWeights.source(published), graph, network.backbone()),
                    Precision.FLOAT32,
                    MemoryFormat.CHANNELS_LAST);
            try (Model model = Model.newInstance("net", Device.cpu(), "PyTorch");
                    NDManager manager = model.getNDManager().newSubManager()) {
                model.load(folder);
                NDArray method = manager.create(0);
                method.setName("module_method:" + TorchScriptArchive.TOKEN_ACTIVATIONS);
                NDList input = new NDList(pixels(manager, height, width), method);
                NDArray maps =
                        model.getBlock()
                                .forward(new ParameterStore(manager, false), input, false)
                                .singletonOrThrow();
                int patch = network.backbone().positions().orElseThrow().patch();
                assertEquals(new Shape(1, height / patch, width / patch, LABELS), maps.getShape());
                assertClose(expected.get("activations"), maps.toFloatArray(), 0, 13, 1e-4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void wholeNetworksAreTheReferences(String name) throws IOException {
        String folder = System.getProperty(WHOLE);
        assumeTrue(folder != null, "-D%s=FOLDER, see make_transformers.py".formatted(WHOLE));
        Path file = Path.of(folder, name + ".json");
        assumeTrue(Files.exists(file), file + " is not there");
        compare(name, new ObjectMapper().readTree(file.toFile()), Precision.FLOAT32, true, 1e-4);
    }

    private static void compare(
            String name, JsonNode golden, Precision precision, boolean frozen, double tolerance)
            throws IOException {
        Backbone backbone = shaped(name, golden.get("shape"));
        int side = golden.get("published").asInt();
        Graph published = graph(backbone, side, side);
        for (JsonNode expected : golden.get("results")) {
            Graph graph =
                    graph(backbone, expected.get("height").asInt(), expected.get("width").asInt());
            try (LoadedValues values =
                            LoadedValues.ofWhole(
                                    FormulaWeights.source(published), graph, backbone);
                    ScriptModule module =
                            ScriptModule.load(
                                    frozen ? graph.frozen() : graph,
                                    values,
                                    precision,
                                    MemoryFormat.CHANNELS_LAST,
                                    Device.cpu())) {
                float[] actual = run(module, expected);
                JsonNode embedding = expected.get("embedding");
                int width = actual.length - LABELS;
                int stride = (width + embedding.size() - 1) / embedding.size();
                assertClose(expected.get("logits"), actual, 0, 1, tolerance);
                assertClose(embedding, actual, LABELS, stride > 1 ? 100 : 1, tolerance);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"vit_b_16, 100, 16, 96", "vit_small_patch14_dinov2, 224, 14, 98"})
    void sidesMustBeMultiplesOfAPatch(String name, int height, int patch, int near) {
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Graph.ofPixels(
                                        new ImageSize(height, 100), IMAGENET, whole(name)::embed));
        assertEquals(
                "%s takes images whose sides are multiples of %d pixels, such as %d, not %d x 100"
                        .formatted(name, patch, near, height),
                error.getMessage());
    }

    /** What torchvision's own files from before 2022 call the layers of blocks. */
    @ParameterizedTest
    @ValueSource(strings = {"1, 0", "2, 3"})
    void oldNamesAreUnderstood(String numbers) {
        String block = "encoder.layers.encoder_layer_3.mlp.";
        String[] both = numbers.split(", ");
        assertEquals(
                block + both[1] + ".bias",
                whole("vit_b_16").nameOf(block + "linear_" + both[0] + ".bias"));
        assertEquals("blocks.3.mlp.fc1.bias", whole("vit_b_16").nameOf("blocks.3.mlp.fc1.bias"));
    }
}
