package org.tagzoo.zoo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.SigmoidBinaryCrossEntropyLoss;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.training.Golden;
import org.tagzoo.zoo.training.OwnManager;

class BinaryCrossEntropyLossTest extends OwnManager {

    static Stream<JsonNode> cases() {
        return Golden.stream("training/golden.json", "loss");
    }

    /** Logits from -1000 to 1000, zeros of both signs, targets 0, 0.25 and 1. */
    @ParameterizedTest
    @MethodSource("cases")
    void equalsPyTorch(JsonNode golden) {
        DataType type = DataType.valueOf(golden.get("dtype").textValue().toUpperCase(Locale.ROOT));
        double tolerance = type == DataType.FLOAT64 ? 1e-14 : 1e-6;
        double[] z = Golden.numbers(golden.get("logits"));
        double[] y = Golden.numbers(golden.get("targets"));
        double[] each = Golden.numbers(golden.get("each"));
        JsonNode weights = golden.get("posWeight");
        double[] posWeight = weights.isNull() ? new double[] {1, 1, 1} : Golden.numbers(weights);

        NDArray logits = manager.create(new Shape(z.length, 3), type);
        NDArray targets = manager.create(new Shape(z.length, 3), type);
        for (int n = 0; n < z.length; n++) {
            for (int label = 0; label < 3; label++) {
                NDArray one = array(type, z[n]);
                var loss = new BinaryCrossEntropyLoss(new double[] {posWeight[label]});
                double expected = each[n * 3 + label];
                double value = number(loss.evaluate(one, array(type, y[label])));
                assertEquals(expected, value, tolerance * (1 + expected), z[n] + " " + y[label]);
                logits.set(new NDIndex(n, label), z[n]);
                targets.set(new NDIndex(n, label), y[label]);
            }
        }
        logits.setRequiresGradient(true);
        var loss =
                weights.isNull()
                        ? new BinaryCrossEntropyLoss()
                        : new BinaryCrossEntropyLoss(posWeight);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray value = loss.evaluate(logits, targets);
            collector.backward(value);
            double expected = golden.get("loss").doubleValue();
            assertEquals(expected, number(value), tolerance * expected);
        }
        double[] expected = Golden.numbers(golden.get("gradient"));
        Number[] gradient = logits.getGradient().toArray();
        for (int i = 0; i < expected.length; i++) {
            double size = Math.max(posWeight[i % 3], 1) / expected.length;
            assertEquals(expected[i], gradient[i].doubleValue(), tolerance * size, "at " + i);
        }
    }

    /** By hand: w = 3; softplus(-2) = log(1 + e^-2), softplus(1) = log(1 + e). */
    @Test
    void byHand() {
        var loss = new BinaryCrossEntropyLoss(new double[] {3, 1});
        double expected = (3 * Math.log1p(Math.exp(-2)) + Math.log1p(Math.E)) / 2;
        NDArray logits = manager.create(new double[] {2, 1}, new Shape(1, 2));
        NDArray targets = manager.create(new double[] {1, 0}, new Shape(1, 2));
        assertEquals(expected, loss.evaluate(logits, targets).getDouble(), 1e-15);
        float[][] plain = {{2, 1}};
        assertEquals(expected, loss.evaluate(plain, new boolean[][] {{true, false}}), 1e-15);
        assertEquals(
                Math.log(2),
                new BinaryCrossEntropyLoss().evaluate(new float[1][4], new boolean[1][4]),
                1e-15);
        assertEquals(
                1000.0 / 2,
                new BinaryCrossEntropyLoss()
                        .evaluate(new float[][] {{1000, -1000}}, new boolean[1][2]),
                1e-12);
    }

    /**
     * DJL wraps numbers in Java's memory without a copy; PyTorch would read it in the backward pass
     * after it was freed, and give wrong gradients without a word.
     */
    @Test
    void gradientSurvivesACollection() {
        var loss = new BinaryCrossEntropyLoss(new double[] {3, 5});
        for (int i = 0; i < 5; i++) {
            NDArray logits = manager.zeros(new Shape(1, 2));
            logits.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray targets = manager.create(new float[] {1, 0}, new Shape(1, 2));
                NDArray value = loss.evaluate(logits, targets);
                targets.close();
                System.gc();
                for (int j = 0; j < 2000; j++) {
                    ByteBuffer.allocateDirect(8).putFloat(99).putFloat(99);
                }
                collector.backward(value);
            }
            assertArrayEquals(new float[] {-0.75f, 0.25f}, logits.getGradient().toFloatArray());
        }
    }

    /** DJL's own class knows no weight, and from scores gives the loss with the wrong sign. */
    @Test
    void stockLossDiffers() {
        NDArray logits = manager.create(new float[] {2, -1}, new Shape(1, 2));
        NDArray targets = manager.create(new float[] {1, 0}, new Shape(1, 2));
        float ours = new BinaryCrossEntropyLoss().evaluate(logits, targets).getFloat();
        NDList labels = new NDList(targets);
        NDList scores = new NDList(logits.getNDArrayInternal().sigmoid());
        float stock =
                new SigmoidBinaryCrossEntropyLoss("stock", 1, true)
                        .evaluate(labels, scores)
                        .getFloat();
        assertTrue(ours > 0);
        assertEquals(-ours, stock, 1e-6);
    }

    @Test
    void onlyTheLossStaysAlive() {
        NDArray logits = manager.create(new float[12], new Shape(4, 3));
        logits.setRequiresGradient(true);
        NDArray targets = manager.zeros(new Shape(4, 3));
        var loss = new BinaryCrossEntropyLoss(new double[] {1, 2, 3});
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < 20; i++) {
            loss.evaluate(logits, targets).close();
        }
        assertEquals(before, manager.getManagedArrays().size());
    }

    @Test
    void badArguments() {
        assertThrows(
                IllegalArgumentException.class, () -> new BinaryCrossEntropyLoss(new double[0]));
        var weight =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new BinaryCrossEntropyLoss(new double[] {1, Double.NaN}));
        assertEquals("posWeight of label 1 must be 0 or more, but is NaN", weight.getMessage());
        var loss = new BinaryCrossEntropyLoss(new double[] {1, 2});
        NDArray three = manager.zeros(new Shape(4, 3));
        NDArray two = manager.zeros(new Shape(4, 2));
        NDArray wide = manager.zeros(new Shape(4, 2), DataType.FLOAT64);
        assertThrows(IllegalArgumentException.class, () -> loss.evaluate(three, three));
        assertThrows(IllegalArgumentException.class, () -> loss.evaluate(two, wide));
        var shapes = assertThrows(IllegalArgumentException.class, () -> loss.evaluate(two, three));
        assertEquals(
                "Logits are (4, 2), targets are (4, 3): both must be (N, L)", shapes.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> loss.evaluate(new float[0][], new boolean[0][]));
        assertThrows(
                IllegalArgumentException.class,
                () -> loss.evaluate(new float[1][3], new boolean[1][3]));
    }

    private NDArray array(DataType type, double value) {
        return manager.create(new double[] {value}, new Shape(1, 1)).toType(type, false);
    }

    private static double number(NDArray scalar) {
        return scalar.getDataType() == DataType.FLOAT64 ? scalar.getDouble() : scalar.getFloat();
    }
}
