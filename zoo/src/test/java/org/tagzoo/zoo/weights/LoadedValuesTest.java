package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

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
}
