package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.FormulaWeights;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.VisionTransformer;

class LoadedValuesTest {

    /** Its head is declared below {@code fc}. */
    private static final Backbone BODY = Backbones.byName("resnet18").orElseThrow();

    private static final ParameterValues NINES =
            parameter -> {
                float[] values = new float[parameter.count()];
                Arrays.fill(values, 9);
                return values;
            };

    private final Graph graph =
            Graph.ofEmbeddings(3, (root, x) -> Head.linear(2).classify(root.child("fc"), x));

    private final InMemoryTensors source = new InMemoryTensors();

    private Parameter parameter(String name) {
        return graph.parameters().stream().filter(p -> p.name().equals(name)).findFirst().get();
    }

    private float[] copied(ParameterValues values, String name) {
        Parameter parameter = parameter(name);
        ByteBuffer target = ByteBuffer.allocate(parameter.count() * Float.BYTES);
        values.copyTo(parameter, target);
        assertEquals(0, target.remaining());
        float[] copied = new float[parameter.count()];
        target.flip().asFloatBuffer().get(copied);
        assertArrayEquals(copied, values.values(parameter));
        return copied;
    }

    @Test
    void takesAllOfAWholeNetwork() throws Exception {
        source.with("fc.weight", new long[] {2, 3}, 1, 2, 3, 4, 5, 6)
                .with("fc.bias", new long[] {2}, 7, 8);
        LoadedValues values = LoadedValues.ofWhole(source, graph, BODY);
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, copied(values, "fc.weight"));
        assertArrayEquals(new float[] {7, 8}, copied(values, "fc.bias"));
    }

    /**
     * 4 x 4 positions, whose numbers are row and column, for 2 x 8 patches: torchvision keeps
     * corners. What the network itself was trained with has its grid already.
     */
    @Test
    void publishedPositionsAreOfASquare() throws Exception {
        Backbone body = new VisionTransformer("tiny", 16, 2, 0, 1);
        Graph wide =
                Graph.ofPixels(
                        new ImageSize(32, 128),
                        new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
                        body::embed);
        float[] square = new float[34];
        for (int i = 0; i < 16; i++) {
            int row = i / 4;
            square[2 + 2 * i] = row;
            square[3 + 2 * i] = i % 4;
        }
        for (Parameter p : wide.parameters()) {
            long[] shape = p.shape().stream().mapToLong(Integer::longValue).toArray();
            source.with(p.name(), shape, new float[p.count()]);
        }
        source.with("encoder.pos_embedding", new long[] {1, 17, 2}, square);
        Parameter positions =
                wide.parameters().stream()
                        .filter(p -> p.name().equals("encoder.pos_embedding"))
                        .findFirst()
                        .orElseThrow();
        assertArrayEquals(square, LoadedValues.ofWhole(source, wide, body).values(positions));
        for (LoadedValues published :
                List.of(
                        LoadedValues.of(source, wide, body),
                        LoadedValues.ofWholePublished(source, wide, body))) {
            float[] found = published.values(positions);
            for (int i = 0; i < 16; i++) {
                assertEquals(i / 8 * 3, found[2 + 2 * i], 1e-6, "row of " + i);
            }
            assertEquals(0, found[3 + 2 * 8], 1e-6);
            assertEquals(3, found[3 + 2 * 7], 1e-6);
        }
    }

    @Test
    void refusesAWholeNetworkWithoutAHead() {
        source.with("fc.weight", new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
        assertThrows(WeightsException.class, () -> LoadedValues.ofWhole(source, graph, BODY));
    }

    /** A head is not looked at before; it must not be read as something else. */
    @Test
    void refusesAHeadOfAnotherShapeWhenItIsAskedFor() throws Exception {
        source.with("fc.weight", new long[] {3, 2}, 1, 2, 3, 4, 5, 6);
        LoadedValues values = LoadedValues.of(source, graph, BODY);
        Parameter weight = parameter("fc.weight");
        assertThrows(UncheckedIOException.class, () -> values.values(weight));
        assertThrows(
                UncheckedIOException.class, () -> values.copyTo(weight, ByteBuffer.allocate(24)));
    }

    @Test
    void someParametersTakeOtherValues() throws Exception {
        source.with("fc.weight", new long[] {2, 3}, 1, 2, 3, 4, 5, 6)
                .with("fc.bias", new long[] {2}, 7, 8);
        ParameterValues values =
                LoadedValues.ofWhole(source, graph, BODY)
                        .butFor(parameter -> parameter.name().endsWith("bias"), NINES);
        assertArrayEquals(new float[] {9, 9}, copied(values, "fc.bias"));
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, copied(values, "fc.weight"));
    }

    private static final Network TRANSFORMER =
            new Network(new VisionTransformer("vit", 4, 6, 1, 1), Head.linear(2));

    private static Graph transformer(int size) {
        List<Double> ones = List.of(1.0, 1.0, 1.0);
        return TRANSFORMER.graph(size, new Normalization(ones, ones));
    }

    /** As torchvision named the linear layers of blocks in the files that it published first. */
    @Test
    void takesTheNamesOfOldFiles() throws Exception {
        Graph graph = transformer(8);
        TensorSource formula = FormulaWeights.source(graph);
        TensorMap old = new TensorMap("old");
        for (String name : formula.names()) {
            String before = name.replace("mlp.0", "mlp.linear_1").replace("mlp.3", "mlp.linear_2");
            old.put(before, formula.shape(name), () -> formula.read(name));
        }
        assertTrue(old.names().contains("encoder.layers.encoder_layer_0.mlp.linear_2.bias"));
        LoadedValues values = LoadedValues.ofWhole(old, graph, TRANSFORMER.backbone());
        for (Parameter parameter : graph.parameters()) {
            assertArrayEquals(new FormulaValues().values(parameter), values.values(parameter));
        }
    }

    @Test
    void refusesPositionsThatAreNoSquareOrOfAnotherWidth() throws Exception {
        Graph graph = transformer(8);
        for (long[] shape : List.of(new long[] {1, 13, 6}, new long[] {1, 10, 5})) {
            TensorMap wrong = new TensorMap("wrong").putAll("", FormulaWeights.source(graph));
            wrong.put("encoder.pos_embedding", shape, () -> FloatBuffer.allocate(78));
            WeightsException error =
                    assertThrows(
                            WeightsException.class,
                            () -> LoadedValues.ofWhole(wrong, graph, TRANSFORMER.backbone()));
            assertTrue(
                    error.getMessage()
                            .contains(
                                    "encoder.pos_embedding is %s, expected [1, 5, 6]"
                                            .formatted(Arrays.toString(shape))),
                    error.getMessage());
        }
    }
}
