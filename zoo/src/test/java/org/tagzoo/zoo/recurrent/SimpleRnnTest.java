package org.tagzoo.zoo.recurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The network by hand and its derivatives, against the engine's automatic ones in float64. */
class SimpleRnnTest {

    private static final double EXACT = 1e-6;
    private static final int CHARACTERS = 7;
    private static final int HIDDEN = 5;
    private static final int[] TEXT = {3, 0, 6, 6, 1, 2, 5, 4, 0, 3, 1};

    /** Returns the values and the gradient of their weighted sum, from the engine. */
    private static double[][] engine(double[] x, double[] by, Function<NDArray, NDArray> function) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray input = manager.create(x);
            NDArray weights = manager.create(by);
            input.setRequiresGradient(true);
            NDArray result = function.apply(input);
            collector.backward(result.mul(weights).sum());
            return new double[][] {result.toDoubleArray(), input.getGradient().toDoubleArray()};
        }
    }

    @ParameterizedTest
    @EnumSource
    void activationsAreTheEngines(Activation activation) {
        double[] x = {-3, -0.5, 0, 0.25, 2, 30};
        double[] ones = new double[x.length];
        Arrays.fill(ones, 1);
        double[][] expected =
                engine(
                        x,
                        ones,
                        a ->
                                activation == Activation.RELU
                                        ? ai.djl.nn.Activation.relu(a)
                                        : ai.djl.nn.Activation.sigmoid(a));
        assertArrayEquals(expected[0], Arrays.stream(x).map(activation::value).toArray(), EXACT);
        assertArrayEquals(
                expected[1], Arrays.stream(x).map(activation::derivative).toArray(), EXACT);
    }

    @Test
    void softmaxIsTheEngines() {
        double[] x = {1.5, -2, 0.25, 4, 4};
        double[] by = {0.5, -1, 3, 2, -0.75};
        double[][] expected = engine(x, by, a -> a.softmax(0));
        assertArrayEquals(expected[0], Softmax.value(x), EXACT);
        assertArrayEquals(expected[1], Softmax.backward(Softmax.value(x), by), EXACT);
        assertArrayEquals(new double[] {0, 1}, Softmax.value(-900, 900), 0);
    }

    @ParameterizedTest
    @EnumSource
    void lossesAreTheEngines(Loss loss) {
        double[] predicted = {0.2, 0.05, 0.6, 0.15};
        double[] actual = {0, 1, 0.25, 0};
        double[] ones = {1, 1, 1, 1};
        double[][] expected =
                engine(
                        predicted,
                        ones,
                        p -> {
                            NDArray y = p.getManager().create(actual);
                            return loss == Loss.CROSS_ENTROPY
                                    ? p.log().mul(y).neg()
                                    : p.sub(y).square();
                        });
        assertEquals(Arrays.stream(expected[0]).sum(), loss.value(predicted, actual), EXACT);
        assertArrayEquals(expected[1], loss.derivative(predicted, actual), EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "SIGMOID, CROSS_ENTROPY",
        "RELU, CROSS_ENTROPY",
        "SIGMOID, SQUARED_DISTANCE",
        "RELU, SQUARED_DISTANCE"
    })
    void gradientsThroughTimeAreTheEngines(Activation activation, Loss loss) {
        SplittableRandom random = new SplittableRandom(4);
        RnnWeights weights = RnnWeights.zeros(CHARACTERS, HIDDEN);
        for (double[][] matrix : weights.matrices()) {
            for (double[] row : matrix) {
                Arrays.setAll(row, i -> 0.6 * random.nextGaussian());
            }
        }
        double[] start = {0.5, 0, 1, 0.25, 2};
        SimpleRnn network = new SimpleRnn(weights, activation, loss);
        List<SimpleRnn.Pair> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < TEXT.length; i++) {
            pairs.add(new SimpleRnn.Pair(TEXT[i], TEXT[i + 1]));
        }
        List<SimpleRnn.Step> steps = network.forward(start, pairs);
        List<double[][]> gradients = network.backward(steps).matrices();

        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            List<NDArray> matrices = new ArrayList<>();
            for (double[][] matrix : weights.matrices()) {
                NDArray array = manager.create(flat(matrix), shape(matrix));
                array.setRequiresGradient(true);
                matrices.add(array);
            }
            NDArray expected = engineLoss(matrices, start, activation, loss);
            collector.backward(expected);
            assertEquals(expected.getDouble(), SimpleRnn.loss(steps), EXACT);
            for (int i = 0; i < matrices.size(); i++) {
                double[] expectedGradient = matrices.get(i).getGradient().toDoubleArray();
                assertTrue(Arrays.stream(expectedGradient).anyMatch(g -> Math.abs(g) > 0.01));
                assertArrayEquals(expectedGradient, flat(gradients.get(i)), EXACT);
            }
        }
    }

    /** Written once more, with the engine's own functions. */
    private static NDArray engineLoss(
            List<NDArray> w, double[] start, Activation activation, Loss loss) {
        NDManager manager = w.get(0).getManager();
        NDArray eye = manager.create(flat(identity()), new Shape(CHARACTERS, CHARACTERS));
        NDArray hidden = manager.create(start, new Shape(1, HIDDEN));
        NDArray sum = null;
        for (int i = 0; i + 1 < TEXT.length; i++) {
            NDArray x = eye.get(TEXT[i] + ":" + (TEXT[i] + 1));
            NDArray y = eye.get(TEXT[i + 1] + ":" + (TEXT[i + 1] + 1));
            NDArray sums = x.matMul(w.get(0)).add(hidden.matMul(w.get(1))).add(w.get(2));
            hidden =
                    activation == Activation.RELU
                            ? ai.djl.nn.Activation.relu(sums)
                            : ai.djl.nn.Activation.sigmoid(sums);
            NDArray outputs = hidden.matMul(w.get(3)).add(w.get(4));
            NDArray term =
                    loss == Loss.CROSS_ENTROPY
                            ? outputs.logSoftmax(1).mul(y).sum().neg()
                            : outputs.softmax(1).sub(y).square().sum();
            sum = sum == null ? term : sum.add(term);
        }
        return sum;
    }

    private static double[][] identity() {
        double[][] eye = new double[CHARACTERS][CHARACTERS];
        for (int i = 0; i < CHARACTERS; i++) {
            eye[i][i] = 1;
        }
        return eye;
    }

    private static double[] flat(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    }

    private static Shape shape(double[][] matrix) {
        return new Shape(matrix.length, matrix[0].length);
    }
}
