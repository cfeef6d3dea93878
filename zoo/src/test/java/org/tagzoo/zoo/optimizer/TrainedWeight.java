package org.tagzoo.zoo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;

/** A weight whose gradient is set by hand, or by the formula of {@code make_optimizers.py}. */
final class TrainedWeight implements AutoCloseable {

    private static final int ROWS = 96;

    private final NDManager manager;
    private final NDArray weight;
    private final NDArray gradient;
    private final NDArray steep;
    private final NDArray[] centres = new NDArray[ROWS];

    TrainedWeight(NDManager parent, DataType type, Shape shape) {
        manager = parent.newSubManager();
        int count = (int) shape.size();
        double[] start = new double[count];
        double[] curvature = new double[count];
        for (int i = 0; i < count; i++) {
            start[i] = fraction(i, 1, 4);
            curvature[i] = 0.05 + 0.25 * (i % 7);
        }
        weight = array(start, shape, type);
        steep = array(curvature, shape, type);
        weight.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(weight.mul(steep).sum());
        }
        // Shares its memory with what the optimiser sees.
        gradient = weight.getGradient();
        gradient.subi(steep);
    }

    private NDArray array(double[] values, Shape shape, DataType type) {
        return manager.create(values, shape).toType(type, true);
    }

    NDArray weight() {
        return weight;
    }

    NDArray gradient() {
        return gradient;
    }

    /** Adds the gradient of a valley around a centre that moves with the update. */
    void backward(int update) {
        int row = update % ROWS;
        if (centres[row] == null) {
            double[] centre = new double[(int) weight.size()];
            Arrays.setAll(centre, i -> fraction(row, i, 5));
            centres[row] = array(centre, weight.getShape(), weight.getDataType());
        }
        try (NDArray values = weight.stopGradient();
                NDArray difference = values.sub(centres[row])) {
            gradient.addi(difference.muli(steep));
        }
    }

    private static double fraction(long a, long b, long c) {
        return (a * 7919 + b * 104729 + c * 1299709) % 10007 / 10007.0 - 0.5;
    }

    double[] values() {
        return values(weight);
    }

    static double[] values(NDArray array) {
        return Arrays.stream(array.toArray()).mapToDouble(Number::doubleValue).toArray();
    }

    /** Relative to the number itself; below a tenth of the array's largest, to that. */
    static void close(double[] expected, double[] actual, double tolerance, String what) {
        assertEquals(expected.length, actual.length, what);
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            double allowed = tolerance * Math.max(Math.abs(expected[i]), scale / 10);
            assertEquals(expected[i], actual[i], allowed, what + ", value " + i);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
