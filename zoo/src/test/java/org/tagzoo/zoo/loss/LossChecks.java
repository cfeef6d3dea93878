package org.tagzoo.zoo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.training.Golden;

/** Compares a loss and its gradient with those of a golden case. */
final class LossChecks {

    private LossChecks() {}

    static void equalsPyTorch(
            JsonNode golden, ExampleLoss loss, double[][] logits, boolean[][] targets) {
        equalsPyTorch(golden, loss, logits, targets, Unknown.NONE);
    }

    static void equalsPyTorch(
            JsonNode golden,
            ExampleLoss loss,
            double[][] logits,
            boolean[][] targets,
            boolean[][] unknown) {
        DataType type = DataType.valueOf(golden.get("dtype").textValue().toUpperCase(Locale.ROOT));
        double tolerance = type == DataType.FLOAT64 ? 1e-12 : 2e-6;
        double expected = golden.get("loss").doubleValue();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray z = array(manager, logits, type);
            NDArray y = array(manager, numbers(targets), type);
            NDList labels = new NDList(y);
            if (unknown.length > 0) {
                labels.add(array(manager, numbers(unknown), type).neg().add(1));
            }
            z.setRequiresGradient(true);
            int arrays = manager.getManagedArrays().size();
            try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                    NDArray value = loss.evaluate(labels, new NDList(z))) {
                assertEquals(arrays + 1, manager.getManagedArrays().size());
                // Memory of Java's that the gradient needs would be gone by now.
                System.gc();
                collector.backward(value);
                double actual = value.toArray()[0].doubleValue();
                assertEquals(expected, actual, tolerance * Math.max(1, expected));
            }
            double[] gradient = Golden.numbers(golden.get("gradient"));
            Number[] actual = z.getGradient().toArray();
            double scale = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
            for (int i = 0; i < gradient.length; i++) {
                double allowed = tolerance * Math.max(Math.abs(gradient[i]), scale);
                assertTrue(Double.isFinite(actual[i].doubleValue()));
                assertEquals(gradient[i], actual[i].doubleValue(), allowed, "gradient " + i);
            }
        }
        if (type == DataType.FLOAT64) {
            double plain = loss.evaluate(floats(logits), targets, unknown);
            assertEquals(expected, plain, 1e-7 * Math.max(1, expected));
        }
    }

    private static NDArray array(NDManager manager, double[][] rows, DataType type) {
        double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return manager.create(values, new Shape(rows.length, rows[0].length)).toType(type, true);
    }

    static double[][] numbers(boolean[][] rows) {
        double[][] numbers = new double[rows.length][rows[0].length];
        for (int n = 0; n < rows.length; n++) {
            for (int label = 0; label < rows[n].length; label++) {
                numbers[n][label] = rows[n][label] ? 1 : 0;
            }
        }
        return numbers;
    }

    private static float[][] floats(double[][] rows) {
        float[][] floats = new float[rows.length][rows[0].length];
        for (int n = 0; n < rows.length; n++) {
            for (int label = 0; label < rows[n].length; label++) {
                floats[n][label] = (float) rows[n][label];
            }
        }
        return floats;
    }
}
