package org.tagzoo.zoo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.training.Golden;

class SoftmaxCrossEntropyLossTest {

    static Stream<JsonNode> cases() {
        return Golden.stream("loss/losses.json", "softmax");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsPyTorch(JsonNode golden) {
        ExampleLoss loss =
                new SoftmaxCrossEntropyLoss(
                        Golden.numbers(golden.get("weight")),
                        golden.get("smoothing").doubleValue());
        int rows = golden.get("logits").size();
        double[][] logits = new double[rows][];
        boolean[][] targets = new boolean[rows][4];
        for (int n = 0; n < rows; n++) {
            logits[n] = Golden.numbers(golden.get("logits").get(n));
            targets[n][golden.get("labels").get(n).intValue()] = true;
        }
        LossChecks.equalsPyTorch(golden, loss, logits, targets);
    }

    /** Softmax of (log 3, 0) is (3/4, 1/4). */
    @Test
    void byHand() {
        float[][] logits = {{(float) Math.log(3), 0}, {0, 0}};
        boolean[][] targets = {{true, false}, {false, true}};
        double log4 = Math.log(4);
        double first = log4 - Math.log(3);
        double half = Math.log(2);
        assertEquals(
                (first + half) / 2, new SoftmaxCrossEntropyLoss().evaluate(logits, targets), 1e-7);
        // Weights 1 and 3: the second image counts three times.
        assertEquals(
                (first + 3 * half) / 4,
                new SoftmaxCrossEntropyLoss(new double[] {1, 3}, 0).evaluate(logits, targets),
                1e-7);
        // A fifth spread over both: 0.9 of the own label and 0.1 of the other.
        assertEquals(
                (0.9 * first + 0.1 * log4 + half) / 2,
                new SoftmaxCrossEntropyLoss(new double[0], 0.2).evaluate(logits, targets),
                1e-7);
    }

    /**
     * PyTorch's mean over a batch, which weighs each image by its label's weight, from the means of
     * parts of it: the loss and its gradient, in float64. By count they would be off by half.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void partsOfABatchWeighWhatTheirImagesWeigh(JsonNode golden) {
        int rows = golden.get("logits").size();
        ExampleLoss loss =
                new SoftmaxCrossEntropyLoss(
                        Golden.numbers(golden.get("weight")),
                        golden.get("smoothing").doubleValue());
        boolean isDouble = golden.get("dtype").textValue().equals("float64");
        double tolerance = isDouble ? 1e-12 : 2e-6;
        double[] gradient = new double[rows * 4];
        double sum = 0;
        double mass = 0;
        for (int first = 0; first < rows; first += 2) {
            int last = Math.min(rows, first + 2);
            try (NDManager manager = NDManager.newBaseManager();
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                double[][] some = new double[last - first][];
                Arrays.setAll(
                        some,
                        n -> Golden.numbers(golden.get("logits").get(n + last - some.length)));
                long[] classes =
                        IntStream.range(first, last)
                                .mapToLong(n -> golden.get("labels").get(n).longValue())
                                .toArray();
                NDArray z =
                        manager.create(
                                        Arrays.stream(some)
                                                .flatMapToDouble(Arrays::stream)
                                                .toArray(),
                                        new Shape(some.length, 4))
                                .toType(isDouble ? DataType.FLOAT64 : DataType.FLOAT32, true);
                NDArray targets = manager.create(classes);
                z.setRequiresGradient(true);
                double own = loss.mass(targets);
                NDArray value = loss.evaluate(z, targets);
                collector.backward(value);
                Number[] part = z.getGradient().toArray();
                for (int i = 0; i < part.length; i++) {
                    gradient[first * 4 + i] = own * part[i].doubleValue();
                }
                sum += own * value.toArray()[0].doubleValue();
                mass += own;
            }
        }
        double expected = golden.get("loss").doubleValue();
        assertEquals(expected, sum / mass, tolerance * Math.max(1, expected));
        double[] whole = Golden.numbers(golden.get("gradient"));
        for (int i = 0; i < whole.length; i++) {
            assertEquals(whole[i], gradient[i] / mass, 2 * tolerance, "gradient " + i);
        }
    }

    @Test
    void refusesAnyOtherNumberOfLabels() {
        ExampleLoss loss = new SoftmaxCrossEntropyLoss();
        float[][] logits = {{1, 2}, {3, 4}};
        boolean[][] none = {{true, false}, {false, false}};
        var error = assertThrows(IllegalArgumentException.class, () -> loss.evaluate(logits, none));
        assertEquals(
                "Softmax needs exactly one label for each image, but row 1 of the targets has none; binary cross-entropy takes any number",
                error.getMessage());
        boolean[][] two = {{true, true}, {false, true}};
        assertThrows(IllegalArgumentException.class, () -> loss.evaluate(logits, two));
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray z = manager.create(new float[] {1, 2}, new Shape(1, 2));
            for (float[] bad : new float[][] {{0, 0}, {1, 1}, {1.5f, -0.5f}, {1, Float.NaN}}) {
                NDArray y = manager.create(bad, new Shape(1, 2));
                assertThrows(IllegalArgumentException.class, () -> loss.evaluate(z, y));
            }
        }
    }

    @Test
    void badSettings() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SoftmaxCrossEntropyLoss(new double[] {1, 0}, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SoftmaxCrossEntropyLoss(new double[] {1, 2}, 1));
        ExampleLoss loss = new SoftmaxCrossEntropyLoss(new double[] {1, 2}, 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> loss.evaluate(new float[][] {{1, 2, 3}}, new boolean[1][3]));
    }
}
