package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Init;
import org.tagzoo.zoo.network.KernelGeometry;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.Relu;
import org.tagzoo.zoo.network.SamePadding;
import org.tagzoo.zoo.network.Scope;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.network.Value;

/**
 * Networks that compute with bytes, in the engine, against what {@code make_int8.py} worked out.
 */
class Int8CalibrationTest {

    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
    private static final int IMAGES = 3;
    private static final int CHANNELS = 8;
    private static final int LABELS = 5;

    @TempDir Path folder;

    private static Graph small(int size) {
        return Graph.ofPixels(
                size,
                IMAGENET,
                (root, image) -> {
                    Value x = unit(root, 1, image, CHANNELS, KernelGeometry.square(3, 1, 1), 1);
                    x = Layers.maxPool(Layers.relu(x), 3, 2, 1);
                    KernelGeometry one = KernelGeometry.square(1, 1, 0);
                    Value y = unit(root, 2, x, 2 * CHANNELS, one, 1).then(new Relu(true));
                    y = y.then(new SamePadding(3, 2));
                    y = unit(root, 3, y, 2 * CHANNELS, KernelGeometry.square(3, 2, 0), 16);
                    y = unit(root, 4, y.then(new Relu(true)), CHANNELS, one, 1);
                    x = unit(root, 5, x, CHANNELS, KernelGeometry.square(1, 2, 0), 1);
                    x = Layers.adaptiveAvgPool(Layers.relu(Layers.add(y, x)), 1);
                    return Layers.linear(root.child("fc"), Layers.flatten(x), LABELS);
                });
    }

    private static Value unit(
            Scope root, int number, Value x, int out, KernelGeometry kernel, int groups) {
        Value y =
                Layers.conv(
                        root.child("conv" + number),
                        x,
                        out,
                        kernel,
                        groups,
                        Init.constant(0),
                        Optional.empty());
        return Layers.batchNorm(root.child("bn" + number), y);
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Writes a network with the ranges of some images. */
    private Path written(Graph graph, ParameterValues values, byte[] pixels, int images)
            throws Exception {
        Path file = folder.resolve("net.pt");
        try (Int8Calibration calibration = new Int8Calibration(graph, values)) {
            calibration.add(direct(pixels), images);
            calibration.write(file);
        }
        return file;
    }

    private static float[] computed(Path file, byte[] pixels, Shape shape, String method)
            throws Exception {
        Criteria<NDList, NDList> criteria =
                Criteria.builder().setTypes(NDList.class, NDList.class).optModelPath(file).build();
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
                Predictor<NDList, NDList> predictor = model.newPredictor();
                NDManager manager = model.getNDManager().newSubManager()) {
            NDArray name = manager.create(0);
            name.setName("module_method:" + method);
            NDArray input = manager.create(direct(pixels), shape, DataType.UINT8);
            return predictor.predict(new NDList(input, name)).singletonOrThrow().toFloatArray();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 13})
    void resultsAreThoseOfNumbersThatWereRoundedToBytes(int size) throws Exception {
        JsonNode golden;
        try (InputStream in = Graph.class.getResourceAsStream("int8.json")) {
            golden = new ObjectMapper().readTree(in).get(String.valueOf(size));
        }
        byte[] pixels = FormulaValues.pixels(IMAGES * size * size * 3);
        Path file = written(small(size), new FormulaValues(), pixels, IMAGES);
        float[] logits = computed(file, pixels, new Shape(IMAGES, size, size, 3), "forward");
        double rounded = 0;
        for (int i = 0; i < logits.length; i++) {
            double expected = golden.at("/int8/%d/%d".formatted(i / LABELS, i % LABELS)).asDouble();
            assertEquals(expected, logits[i], 1e-4, "logit " + i);
            double exact = golden.at("/exact/%d/%d".formatted(i / LABELS, i % LABELS)).asDouble();
            rounded = Math.max(rounded, Math.abs(exact - expected));
        }
        assertTrue(rounded > 5e-3, "Rounding would not be seen: " + rounded);
    }

    /** 2 x 255 x 127 does not fit into the 16 bits that processors without VNNI add in. */
    @Test
    void theLargestProductsAreNotCutOff() throws Exception {
        Normalization plain =
                new Normalization(List.of(0.0, 0.0, 0.0), List.of(255.0, 255.0, 255.0));
        Graph graph =
                Graph.ofPixels(
                        8,
                        plain,
                        (root, image) -> Layers.conv(root.child("conv"), image, 16, 3, 0));
        byte[] white = new byte[8 * 8 * 3];
        Arrays.fill(white, (byte) 255);
        ParameterValues ones =
                parameter -> {
                    float[] all = new float[parameter.count()];
                    Arrays.fill(all, 1);
                    return all;
                };
        Path file = written(graph, ones, white, 1);
        float[] sums = computed(file, white, new Shape(1, 8, 8, 3), "forward");
        float[] expected = new float[6 * 6 * 16];
        Arrays.fill(expected, 3 * 3 * 3 + 1);
        assertArrayEquals(expected, sums, 0.1f);
    }

    /** A heat map's mean is the logit, and the map is there as in float32. */
    @Test
    void networksOfTheZooKeepTheirHeatMapsAndAreAQuarterAsLarge() throws Exception {
        Graph graph =
                new Network(Backbones.byName("resnet18").orElseThrow(), Head.linear(LABELS))
                        .graph(64, IMAGENET);
        byte[] pixels = FormulaValues.pixels(64 * 64 * 3);
        Shape shape = new Shape(1, 64, 64, 3);
        Path file = written(graph, new FormulaValues(), pixels, 1);
        assertTrue(Files.size(file) < graph.weightCount() * 1.02);
        float[] logits = computed(file, pixels, shape, "forward");
        float[] map = computed(file, pixels, shape, TorchScriptArchive.ACTIVATIONS);
        assertEquals(2 * 2 * LABELS, map.length);
        for (int l = 0; l < LABELS; l++) {
            float sum = 0;
            for (int i = l; i < map.length; i += LABELS) {
                sum += map[i];
            }
            assertEquals(logits[l], sum / 4, 1e-4f * Math.max(1, Math.abs(logits[l])));
        }
    }

    /** So that no run in int8 fails on its way: what has no weights is trained from all stages. */
    @Test
    void allFrozenPartsOfNetworksWithWeightsCanBeMadeSo() {
        Set<String> without = Set.of("no_image", "ff1", "ff2", "cnn");
        List<String> names =
                Stream.concat(
                                Backbones.names().stream().filter(n -> !without.contains(n)),
                                Stream.of("efficientnet_lite0~flip^blocks4", "alexnet+resnet50"))
                        .toList();
        for (String name : names) {
            int size = name.startsWith("inception") ? 299 : 224;
            Network network = new Network(Backbones.byName(name).orElseThrow(), Head.linear(1));
            Graph graph = network.graph(size, IMAGENET);
            for (Stage stage : graph.stages()) {
                Graph frozen = graph.before(stage.name()).frozen();
                assertTrue(Int8Calibration.fits(frozen), name + " before " + stage.name());
            }
        }
    }

    @Test
    void networksThatCannotBeMadeSoAreRefused() {
        Graph linear =
                Graph.ofPixels(
                        8,
                        IMAGENET,
                        (root, image) ->
                                Layers.linear(root.child("fc"), Layers.flatten(image), LABELS));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Int8Calibration(linear, new FormulaValues()))
                        .getMessage();
        assertTrue(message.contains("have convolutions"), message);
    }
}
