package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.optimizer.Steering;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.schedule.RateAndMomentum;

/** Loss, optimiser and schedule together against PyTorch, over 2,000 updates of a linear layer. */
class TrainingArithmeticTest {

    private static final int INPUTS = 16;
    private static final int LABELS = 5;
    private static final int BATCH = 8;
    private static final int UPDATES = 2000;

    static Stream<JsonNode> cases() {
        return Golden.stream("training/golden.json", "training");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsWherePyTorchEnds(JsonNode golden) {
        DataType type = DataType.valueOf(golden.get("dtype").textValue().toUpperCase(Locale.ROOT));
        double tolerance = type == DataType.FLOAT64 ? 1e-10 : 1e-5;
        RateAndMomentum schedule =
                OneCycle.builder()
                        .setMaxLr(0.01)
                        .setTotalUpdates(UPDATES)
                        .optBaseMomentum(0.5)
                        .optMaxMomentum(0.95)
                        .build();
        var loss = new BinaryCrossEntropyLoss(new double[] {0.5, 1, 3, 20, 209.526});
        int next = 0;
        try (NDManager manager = NDManager.newBaseManager();
                Sgd sgd =
                        Steering.steered(Sgd.builder(), manager)
                                .optNesterov(golden.get("nesterov").booleanValue())
                                .optWeightDecay(golden.get("weightDecay").doubleValue())
                                .optDecayed((name, shape) -> shape.dimension() > 1)
                                .build()) {
            NDArray weight = array(manager, type, LABELS, INPUTS, 0, 3);
            NDArray bias = manager.zeros(new Shape(LABELS), type);
            weight.setRequiresGradient(true);
            bias.setRequiresGradient(true);
            for (int update = 0; update < UPDATES; update++) {
                JsonNode sample = golden.get("samples").get(next);
                boolean sampled = sample.get("update").intValue() == update + 1;
                try (NDManager batch = manager.newSubManager()) {
                    double value = backward(batch, type, update, weight, bias, loss);
                    if (sampled) {
                        near(sample.get("loss").doubleValue(), value, tolerance, 1, "loss");
                    }
                }
                double rate = schedule.learningRate().value(update);
                double momentum = schedule.momentum().value(update);
                Steering.update(sgd, "weight", weight, rate, momentum);
                Steering.update(sgd, "bias", bias, rate, momentum);
                if (sampled) {
                    compare(Golden.numbers(sample.get("weight")), weight, tolerance);
                    compare(Golden.numbers(sample.get("bias")), bias, tolerance);
                    next++;
                }
            }
        }
        assertEquals(golden.get("samples").size(), next);
    }

    private static double backward(
            NDManager batch,
            DataType type,
            int update,
            NDArray weight,
            NDArray bias,
            BinaryCrossEntropyLoss loss) {
        int first = update * BATCH % 96;
        NDArray x = array(batch, type, BATCH, INPUTS, first, 1);
        double[] targets = new double[BATCH * LABELS];
        for (int i = 0; i < targets.length; i++) {
            int row = first + i / LABELS;
            int label = i % LABELS;
            double drawn = fraction(row, label, 2) + fraction(row, label, 1);
            targets[i] = drawn > 0.1 * label ? 1 : 0;
        }
        NDArray y = batch.create(targets, new Shape(BATCH, LABELS)).toType(type, false);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            weight.attach(batch);
            NDArray logits = x.matMul(weight.transpose()).add(bias);
            NDArray value = loss.evaluate(logits, y);
            collector.backward(value);
            weight.attach(batch.getParentManager());
            return type == DataType.FLOAT64 ? value.getDouble() : value.getFloat();
        }
    }

    private static NDArray array(
            NDManager manager, DataType type, int rows, int columns, int first, int c) {
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = fraction(first + i / columns, i % columns, c);
        }
        return manager.create(values, new Shape(rows, columns)).toType(type, true);
    }

    private static double fraction(long a, long b, long c) {
        return (a * 7919 + b * 104729 + c * 1299709) % 10007 / 10007.0 - 0.5;
    }

    private static void compare(double[] expected, NDArray array, double tolerance) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        Number[] actual = array.toArray();
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            near(expected[i], actual[i].doubleValue(), tolerance, scale, "number " + i);
        }
    }

    /** Relative to the number itself; below a hundredth of the array's largest, to that. */
    private static void near(
            double expected, double actual, double tolerance, double scale, String what) {
        double size = Math.max(Math.abs(expected), 0.01 * scale);
        assertEquals(expected, actual, tolerance * size, what);
    }
}
