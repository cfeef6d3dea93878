package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.MapHead;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.PooledHead;

/** The second method of archives, against class activation maps that PyTorch computed. */
class ActivationsTest {

    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
    private static final int LABELS = 5;

    @TempDir Path folder;

    /** {@code make_activations.py} wrote it. */
    static Stream<Arguments> golden() throws Exception {
        try (InputStream in = ActivationsTest.class.getResourceAsStream("activations.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(
                            node ->
                                    Arguments.of(
                                            node.get("network").asText(),
                                            node.get("head").asText(),
                                            node));
        }
    }

    private static Head head(String name) {
        return switch (name) {
            case "linear" -> Head.linear(LABELS);
            case "standardized" -> new Head(LABELS, List.of(), 0, true);
            case "deep" -> new Head(LABELS, List.of(8), 0.5, true);
            case "convolutions" -> {
                List<ImageSize> pools = List.of(ImageSize.square(2), new ImageSize(1, 2));
                yield convolutional(new MapHead(16, null, List.of(8, 6, 6), pools, 0));
            }
            case "blocks" -> convolutional(new MapHead(16, null, List.of(), List.of(), 2));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Head convolutional(MapHead map) {
        return new Head(LABELS, List.of(), 0.5, false, HeadForm.on(map));
    }

    private static Graph graph(String name, String head, JsonNode golden) {
        Network network = new Network(Backbones.byName(name).orElseThrow(), head(head));
        return Graph.ofPixels(
                new ImageSize(golden.get("height").asInt(), golden.get("width").asInt()),
                IMAGENET,
                (root, image) ->
                        network.head()
                                .classify(
                                        root.child(network.backbone().headName()),
                                        network.backbone().embed(root, image)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("golden")
    void mapsArePyTorchs(String network, String head, JsonNode golden) throws Exception {
        Graph graph = graph(network, head, golden);
        int height = golden.get("height").asInt();
        int width = golden.get("width").asInt();
        JsonNode expected = golden.get("activations");
        TorchScriptArchive.write(
                folder.resolve("net.pt"),
                graph,
                new FormulaValues(),
                Precision.FLOAT32,
                MemoryFormat.CHANNELS_LAST);
        try (Model model = Model.newInstance("net", Device.cpu(), "PyTorch")) {
            model.load(folder);
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDArray pixels =
                        manager.create(
                                ByteBuffer.wrap(FormulaValues.pixels(height * width * 3)),
                                new Shape(1, height, width, 3),
                                DataType.UINT8);
                float[] logits = run(model, manager, pixels, "forward").toFloatArray();
                NDArray maps = run(model, manager, pixels, TorchScriptArchive.ACTIVATIONS);
                int rows = expected.size();
                int columns = expected.get(0).size();
                assertEquals(new Shape(1, rows, columns, LABELS), maps.getShape());
                assertEquals(DataType.FLOAT32, maps.getDataType());
                double[] values = numbers(expected);
                double[] actual = doubles(maps.toFloatArray());
                assertArrayEquals(values, actual, 1e-4 * largest(values));
                double[] mean = new double[LABELS];
                for (int i = 0; i < actual.length; i++) {
                    mean[i % LABELS] += actual[i] / (rows * columns);
                }
                boolean affine = golden.get("affine").asBoolean();
                assertTrue(PooledHead.of(graph).isPresent());
                double[] whole = numbers(golden.get("logits"));
                assertArrayEquals(whole, doubles(logits), 1e-4 * largest(whole));
                assertEquals(affine, distance(whole, mean) < 1e-4 * largest(whole));
            }
        }
    }

    /** Calls a method as any DJL program can: its name is the name of an array after the input. */
    private static NDArray run(Model model, NDManager manager, NDArray pixels, String method) {
        NDArray name = manager.create(0);
        name.setName("module_method:" + method);
        return model.getBlock()
                .forward(new ParameterStore(manager, false), new NDList(pixels, name), false)
                .singletonOrThrow();
    }

    private static double[] numbers(JsonNode node) {
        return node.isNumber()
                ? new double[] {node.asDouble()}
                : StreamSupport.stream(node.spliterator(), false)
                        .flatMapToDouble(each -> java.util.Arrays.stream(numbers(each)))
                        .toArray();
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static double largest(double[] values) {
        return distance(values, new double[values.length]);
    }

    private static double distance(double[] first, double[] second) {
        double most = 0;
        for (int i = 0; i < first.length; i++) {
            most = Math.max(most, Math.abs(first[i] - second[i]));
        }
        return most;
    }

    /** Without a mean of one map at the end, there is nothing to ask of its positions. */
    @ParameterizedTest
    @ValueSource(strings = {"ff2", "cnn", "vgg16_bn"})
    void otherNetworksHaveNoMaps(String name) {
        Graph graph =
                new Network(Backbones.byName(name).orElseThrow(), Head.linear(LABELS))
                        .graph(64, IMAGENET);
        assertTrue(PooledHead.of(graph).isEmpty());
    }

    @Test
    void partsOfNetworksHaveNoMaps() {
        Network network =
                new Network(Backbones.byName("resnet18").orElseThrow(), Head.linear(LABELS));
        Graph whole = network.graph(64, IMAGENET);
        assertTrue(PooledHead.of(whole).isPresent());
        assertTrue(PooledHead.of(network.backboneGraph(64, IMAGENET)).isEmpty());
        assertTrue(PooledHead.of(whole.before("layer4")).isEmpty());
        assertTrue(PooledHead.of(whole.from("layer4")).isEmpty());
    }

    /**
     * The steps up to the map stand there once. In bfloat16, both methods cast the head's matrix.
     */
    @Test
    void twoMethodsShareTheBody() throws Exception {
        String code = source(Precision.BFLOAT16, false);
        assertEquals(1, occurrences("self.conv1.weight", code), code);
        assertEquals(2, occurrences("torch.to(self.fc.weight, 15)", code), code);
        assertEquals(1, occurrences("return torch.reshape(torch.to(x", code), code);
    }

    private static int occurrences(String part, String text) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void archivesForTrainingHaveNone() throws Exception {
        String code = source(Precision.FLOAT32, true);
        assertFalse(code.contains(TorchScriptArchive.ACTIVATIONS), code);
        assertFalse(code.contains(ForwardWriter.LAST_MAP), code);
    }

    private String source(Precision precision, boolean empty) throws Exception {
        Path file = folder.resolve("source.pt");
        Graph graph =
                new Network(Backbones.byName("resnet18").orElseThrow(), Head.linear(LABELS))
                        .graph(64, IMAGENET);
        if (empty) {
            TorchScriptArchive.writeEmpty(file, graph, precision, MemoryFormat.CONTIGUOUS);
        } else {
            TorchScriptArchive.write(
                    file, graph, new InitialValues(1), precision, MemoryFormat.CONTIGUOUS);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(
                    zip.getInputStream(zip.getEntry("net/code/__torch__.py")).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}
