package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Value;

class TensorsInOrderTest {

    private static final Graph GRAPH =
            Graph.ofPixels(
                    8,
                    new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
                    (root, image) -> {
                        Value x = Layers.flatten(Layers.adaptiveAvgPool(image, 1));
                        return Layers.linear(
                                root.child("second"), Layers.linear(root.child("first"), x, 3), 3);
                    });

    private static TensorMap file(String name, long... shape) {
        TensorMap file = new TensorMap("file");
        add(file, "_b.weight", 0, 3, 3);
        add(file, "_b.bias", 9, 3);
        add(file, "_a.weight", 20, 3, 3);
        return add(file, name, 30, shape);
    }

    private static TensorMap add(TensorMap file, String name, int from, long... shape) {
        int count = 1;
        for (long side : shape) {
            count *= (int) side;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + i;
        }
        return file.put(name, shape, () -> FloatBuffer.wrap(values));
    }

    private static String refusal(TensorMap file) {
        return assertThrows(WeightsException.class, () -> new TensorsInOrder(file, GRAPH))
                .getMessage();
    }

    @Test
    void theOrderDecides() throws Exception {
        try (TensorsInOrder tensors = new TensorsInOrder(file("_a.bias", 3), GRAPH)) {
            assertEquals(
                    Set.of("first.weight", "first.bias", "second.weight", "second.bias"),
                    tensors.names());
            FloatBuffer values = tensors.read("second.bias");
            assertArrayEquals(
                    new float[] {30, 31, 32},
                    new float[] {values.get(0), values.get(1), values.get(2)});
            assertEquals(20, tensors.read("second.weight").get(0));
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertEquals(
                "file has _a.bias [4] where the network has second.bias [3]",
                refusal(file("_a.bias", 4)));
        assertEquals(
                "file has _a.mean [3] where the network has second.bias [3]",
                refusal(file("_a.mean", 3)));
        assertEquals(
                "file has 5 tensors, and the network 4",
                refusal(add(file("_a.bias", 3), "_c.bias", 0, 3)));
    }
}
