package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Files of {@code make_keras_h5.py}. */
class KerasH5Test {

    private static Path file(String name) throws Exception {
        return Path.of(KerasH5Test.class.getResource("keras-h5/" + name + ".h5").toURI());
    }

    private static float[] values(TensorSource source, String name) throws WeightsException {
        FloatBuffer values = source.read(name);
        float[] array = new float[values.remaining()];
        values.get(array);
        return array;
    }

    private static float[] counted(int count, int first) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = first + i;
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras1", "keras2"})
    void namesAreThoseOfLayersAndKinds(String name) throws Exception {
        try (TensorSource source = WeightsFile.open(file(name))) {
            assertEquals(
                    Set.of(
                            "conv/kernel",
                            "conv/bias",
                            "bn_conv/gamma",
                            "bn_conv/beta",
                            "bn_conv/moving_mean",
                            "bn_conv/moving_variance"),
                    source.names());
            assertArrayEquals(new long[] {3, 3, 2, 4}, source.shape("conv/kernel"));
            assertArrayEquals(counted(72, 0), values(source, "conv/kernel"));
            assertArrayEquals(counted(4, 20), values(source, "bn_conv/moving_mean"));
            assertArrayEquals(counted(4, 30), values(source, "bn_conv/moving_variance"));
        }
    }

    @Test
    void chunksThatArePackedAreRead() throws Exception {
        try (TensorSource source = WeightsFile.open(file("packed"))) {
            assertArrayEquals(counted(3 * 3 * 64 * 40, 0), values(source, "conv/kernel"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "room, can't hold its",
        "float64, not float32",
        "filter, only gzip is read",
        "link, link",
        "deep, groups in groups",
        "links, more than 20000 tensors and groups",
        "twice, by deflate twice",
        "bomb, in more bytes than",
        "short, can't be read as HDF5"
    })
    void whatIsNoneIsRefusedInOneLine(String name, String expected) throws Exception {
        Path file = file("refused-" + name);
        String message =
                assertThrows(WeightsException.class, () -> WeightsFile.open(file)).getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count(), message);
    }

    /** Positions of a kernel, and of what a dense layer takes of a map of 2 x 1 and 3 channels. */
    @Test
    void layoutsBecomePyTorchs() {
        FloatBuffer kernel = FloatBuffer.wrap(counted(2 * 3 * 2, 0));
        long[] shape = {2, 1, 3, 2};
        assertArrayEquals(
                new float[] {0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11},
                KerasLayouts.kernel(kernel, shape, false));
        assertArrayEquals(
                new float[] {4, 10, 2, 8, 0, 6, 5, 11, 3, 9, 1, 7},
                KerasLayouts.kernel(kernel, shape, true));
        FloatBuffer dense = KerasLayouts.dense(kernel, new long[] {6, 2}, 3);
        assertArrayEquals(new float[] {0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11}, dense.array());
    }

    /** 94 of each kind, the first without a number, whose values are their places. */
    @Test
    void convolutionsOfInceptionGoByTheirNumbers() throws IOException {
        TensorMap keras = new TensorMap("made here");
        for (int i = 93; i >= 0; i--) {
            String number = i == 0 ? "" : "_" + (i + 94);
            float[] place = {i};
            put(keras, "conv2d" + number + "/kernel", new long[] {1, 1, 1, 1}, place);
            for (String kind : List.of("beta", "moving_mean", "moving_variance")) {
                put(keras, "batch_normalization" + number + "/" + kind, new long[] {1}, place);
            }
        }
        assertTrue(KerasInceptionV3.isOne(keras));
        try (KerasInceptionV3 found = new KerasInceptionV3(keras)) {
            assertEquals(94 * 5, found.names().size());
            assertArrayEquals(new float[] {0}, values(found, "Conv2d_1a_3x3.conv.weight"));
            assertArrayEquals(
                    new float[] {9}, values(found, "Mixed_5b.branch3x3dbl_2.conv.weight"));
            assertArrayEquals(new float[] {9}, values(found, "Mixed_5b.branch3x3dbl_2.bn.bias"));
            assertArrayEquals(new float[] {1}, values(found, "Mixed_5b.branch3x3dbl_2.bn.weight"));
            assertArrayEquals(
                    new float[] {93}, values(found, "Mixed_7c.branch_pool.bn.running_var"));
        }
        put(keras, "other/kernel", new long[] {1, 1}, new float[] {0});
        String message =
                assertThrows(WeightsException.class, () -> new KerasInceptionV3(keras))
                        .getMessage();
        assertEquals(
                "The Keras Inception v3 in made here has weights that Inception v3 has not: [other/kernel]",
                message);
    }

    private static void put(TensorMap map, String name, long[] shape, float[] values) {
        map.put(name, shape, () -> FloatBuffer.wrap(values));
    }

    /** 75 x 75 pixels, whose embedding the same network in PyTorch made, written as Keras does. */
    @Test
    void wholeInceptionGivesTheEmbedding() throws IOException {
        String folder = System.getenv("TAGZOO_KERAS_H5");
        assumeTrue(folder != null, "TAGZOO_KERAS_H5 must name what make_keras_h5.py --whole wrote");
        List<Double> half = List.of(127.5, 127.5, 127.5);
        Network network =
                new Network(Backbones.byName("inception_v3").orElseThrow(), Head.linear(2));
        Graph graph = network.graph(75, new Normalization(half, half));
        JsonNode golden =
                new ObjectMapper().readTree(Path.of(folder, "inception_v3.json").toFile());
        try (LoadedValues values =
                        LoadedValues.of(
                                WeightsFile.open(Path.of(folder, "inception_v3.h5")),
                                graph,
                                network.backbone());
                ScriptModule module =
                        ScriptModule.load(
                                graph.before(Stage.HEAD).frozen(),
                                values,
                                Precision.FLOAT32,
                                MemoryFormat.CHANNELS_LAST,
                                Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            ByteBuffer pixels = ByteBuffer.wrap(FormulaValues.pixels(75 * 75 * 3));
            float[] found =
                    module.forward(
                                    manager.create(pixels, new Shape(1, 75, 75, 3), DataType.UINT8),
                                    false)
                            .toFloatArray();
            assertEquals(2048, golden.size());
            double largest = 0;
            for (JsonNode value : golden) {
                largest = Math.max(largest, Math.abs(value.asDouble()));
            }
            for (int i = 0; i < found.length; i++) {
                assertEquals(golden.get(i).asDouble(), found[i], 1e-4 * largest);
            }
        }
    }

    @Test
    void wholeVgg16GivesKerassMap() throws IOException {
        String folder = System.getenv("TAGZOO_KERAS_H5");
        assumeTrue(folder != null, "TAGZOO_KERAS_H5 must name what make_keras_h5.py --whole wrote");
        Network network =
                new Network(
                        Backbones.byName("vgg16").orElseThrow(),
                        new Head(
                                2,
                                List.of(),
                                0,
                                false,
                                new HeadForm(true, 0, false, Domains.NONE)));
        Normalization torchvision =
                new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
        Graph graph = network.graph(64, torchvision);
        JsonNode golden = new ObjectMapper().readTree(Path.of(folder, "vgg16.json").toFile());
        try (LoadedValues values =
                        LoadedValues.of(
                                WeightsFile.open(Path.of(folder, "vgg16.h5")),
                                graph,
                                network.backbone());
                ScriptModule module =
                        ScriptModule.load(
                                graph.before(Stage.HEAD).frozen(),
                                values,
                                Precision.FLOAT32,
                                MemoryFormat.CHANNELS_LAST,
                                Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            ByteBuffer pixels = ByteBuffer.wrap(FormulaValues.pixels(64 * 64 * 3));
            float[] map =
                    module.forward(
                                    manager.create(pixels, new Shape(1, 64, 64, 3), DataType.UINT8),
                                    false)
                            .toFloatArray();
            assertEquals(golden.size(), map.length);
            double largest = 0;
            double difference = 0;
            int channels = 512;
            int area = map.length / channels;
            for (int i = 0; i < map.length; i++) {
                double expected = golden.get(i).asDouble();
                largest = Math.max(largest, Math.abs(expected));
                float found = map[i % channels * area + i / channels];
                difference = Math.max(difference, Math.abs(expected - found));
            }
            // Keras pads with its own means, half a grey level from torchvision's at most.
            assertTrue(largest > 0.1 && difference < 5e-3 * largest, difference + " " + largest);
        }
    }
}
