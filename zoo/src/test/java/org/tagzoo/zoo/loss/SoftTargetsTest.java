package org.tagzoo.zoo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.training.Golden;

/** Targets between 0 and 1, such as the scores of another network. */
class SoftTargetsTest {

    static Stream<JsonNode> cases() {
        return Golden.stream("loss/soft.json", "soft");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsPyTorch(JsonNode golden) {
        double[] weight = Golden.numbers(golden.get("weight"));
        double smoothing = golden.get("smoothing").doubleValue();
        ExampleLoss loss;
        if (golden.get("kind").textValue().equals("softmax")) {
            loss =
                    new SoftmaxCrossEntropyLoss(
                            weight, smoothing, SoftmaxCrossEntropyLoss.Divisor.IMAGES);
        } else {
            loss =
                    weight.length == 0
                            ? new BinaryCrossEntropyLoss(smoothing)
                            : new BinaryCrossEntropyLoss(weight, smoothing);
        }
        assertTrue(loss.takesSoftTargets());
        DataType type = DataType.valueOf(golden.get("dtype").textValue().toUpperCase(Locale.ROOT));
        double tolerance = type == DataType.FLOAT64 ? 1e-12 : 2e-6;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray z = array(manager, golden.get("logits"), type);
            NDArray y = array(manager, golden.get("targets"), type);
            z.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                    NDArray value = loss.evaluate(z, y)) {
                collector.backward(value);
                double expected = golden.get("loss").doubleValue();
                double actual = value.toArray()[0].doubleValue();
                assertEquals(expected, actual, tolerance * Math.max(1, expected));
            }
            double[] expected = Golden.numbers(golden.get("gradient"));
            Number[] actual = z.getGradient().toArray();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], actual[i].doubleValue(), tolerance, "gradient " + i);
            }
        }
    }

    private static NDArray array(NDManager manager, JsonNode rows, DataType type) {
        double[] values =
                IntStream.range(0, rows.size())
                        .mapToObj(rows::get)
                        .flatMapToDouble(row -> Arrays.stream(Golden.numbers(row)))
                        .toArray();
        return manager.create(values, new Shape(rows.size(), values.length / rows.size()))
                .toType(type, true);
    }

    /**
     * Weights 1 and 3: shares of a half weigh 2, a whole second class 3. Of a batch of one of each
     * the loss is their weighted sum over 5, and softmax of equal logits is a half.
     */
    @Test
    void sharesWeighWhatTheirClassesWeigh() {
        ExampleLoss loss = new SoftmaxCrossEntropyLoss(new double[] {1, 3}, 0);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray z = manager.create(new float[] {0, 0, 1, 1}, new Shape(2, 2));
            NDArray y = manager.create(new float[] {0.5f, 0.5f, 0, 1}, new Shape(2, 2));
            assertEquals(5, loss.mass(y), 1e-6);
            assertEquals(Math.log(2), loss.evaluate(z, y).getFloat(), 1e-6);
        }
    }

    /** Plain rows in double against the engine's arrays, which are PyTorch's. */
    @Test
    void smoothedLossesOfPlainRowsAreTheSame() {
        ExampleLoss loss = new BinaryCrossEntropyLoss(new double[] {3, 0.5}, 0.2);
        float[][] logits = {{2, -1}, {-700, 700}, {0, 4}};
        boolean[][] targets = {{true, false}, {true, true}, {false, true}};
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray z = manager.create(logits);
            NDArray y = manager.create(new float[] {1, 0, 1, 1, 0, 1}, new Shape(3, 2));
            double expected = loss.evaluate(z, y).getFloat();
            assertEquals(expected, loss.evaluate(logits, targets), 1e-4);
        }
        assertThrows(IllegalArgumentException.class, () -> new BinaryCrossEntropyLoss(1));
    }

    @Test
    void lossesThatAreNotLinearInTargetsSaySo() {
        assertFalse(new ZlprLoss().takesSoftTargets());
        assertFalse(AsymmetricLoss.builder().build().takesSoftTargets());
    }
}
