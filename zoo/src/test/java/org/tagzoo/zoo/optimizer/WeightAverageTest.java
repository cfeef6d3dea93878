package org.tagzoo.zoo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.training.Golden;
import org.tagzoo.zoo.training.OwnManager;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

class WeightAverageTest extends OwnManager {

    /** Clipped gradients, plain descent and the average of its weights, over 10,000 updates. */
    @Test
    void equalsPyTorch() throws WeightsException {
        JsonNode cases = Golden.cases("optimizer/optimizers.json", "averages");
        equalsPyTorch(cases.get(0), DataType.FLOAT32, 1e-5);
        equalsPyTorch(cases.get(1), DataType.FLOAT64, 1e-10);
    }

    private void equalsPyTorch(JsonNode golden, DataType type, double tolerance)
            throws WeightsException {
        int next = 0;
        try (Sgd sgd = Steering.steered(Sgd.builder(), manager).build();
                WeightAverage average = new WeightAverage(manager, 0.99, false);
                TrainedWeight weight = new TrainedWeight(manager, type, new Shape(3, 4));
                TrainedWeight bias = new TrainedWeight(manager, type, new Shape(3))) {
            Map<String, NDArray> weights = Map.of("w", weight.weight(), "b", bias.weight());
            for (int update = 0; update < 10_000; update++) {
                weight.backward(update);
                bias.backward(update);
                double norm = GradientNorm.clip(weights.values(), 0.4);
                Steering.update(sgd, "w", weight.weight(), 0.3, 0);
                Steering.update(sgd, "b", bias.weight(), 0.3, 0);
                average.update(weights);
                JsonNode sample = golden.get("samples").get(next);
                if (sample.get("update").intValue() == update + 1) {
                    String what = type + " after update " + (update + 1);
                    double expected = sample.get("norm").doubleValue();
                    assertEquals(expected, norm, tolerance * expected, what);
                    double[] values = Golden.numbers(sample.get("weight"));
                    TrainedWeight.close(values, weight.values(), tolerance, what);
                    if (type == DataType.FLOAT32) {
                        TensorSource averages = average.state().averages();
                        close(sample.get("averageWeight"), KeptStates.values(averages, "w"), what);
                        close(sample.get("averageBias"), KeptStates.values(averages, "b"), what);
                    }
                    next++;
                }
            }
        }
        assertEquals(golden.get("samples").size(), next);
    }

    private static void close(JsonNode expected, float[] actual, String what) {
        double[] values = new double[actual.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = actual[i];
        }
        TrainedWeight.close(Golden.numbers(expected), values, 1e-5, what);
    }

    /** Weights 8, 0, 0 by hand: 8; then 8 - 3/4 * 8 = 2 with decay 1/4; then 1/2. */
    @Test
    void byHand() throws WeightsException {
        try (WeightAverage average = new WeightAverage(manager, 0.25, false)) {
            assertArrayEquals(new double[] {8, 2, 0.5}, averages(average, 8, 0, 0), 1e-6);
        }
        // Warm-up: the second update keeps 2/11, the third 3/12; the decay of 0.2 bounds it.
        try (WeightAverage average = new WeightAverage(manager, 0.2, true)) {
            assertArrayEquals(new double[] {11, 2, 0.4}, averages(average, 11, 0, 0), 1e-6);
        }
    }

    private double[] averages(WeightAverage average, double... weights) throws WeightsException {
        double[] averages = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            try (NDArray weight = manager.create(new float[] {(float) weights[i]})) {
                average.update(Map.of("w", weight));
            }
            averages[i] = value(average, "w")[0];
        }
        return averages;
    }

    private static float[] value(WeightAverage average, String id) throws WeightsException {
        return KeptStates.values(average.state().averages(), id);
    }

    /** A restored average has no shape until its weight comes. */
    @Test
    void changesPlacesWithTheWeightsAndBack() throws WeightsException {
        try (WeightAverage average = new WeightAverage(manager, 0.9, false);
                NDArray weight = manager.create(new float[][] {{5, 6}});
                NDArray other = manager.create(new float[] {7})) {
            weight.setRequiresGradient(true);
            Map<String, NDArray> weights = Map.of("w", weight, "other", other);
            TensorMap kept = KeptStates.put(new TensorMap("a state"), "w", 1, 2);
            average.restore(new WeightAverageState(3, kept));
            average.swap(weights);
            assertArrayEquals(new float[] {1, 2}, weight.toFloatArray());
            assertArrayEquals(new float[] {5, 6}, value(average, "w"));
            assertArrayEquals(new float[] {7}, other.toFloatArray());
            average.swap(weights);
            assertArrayEquals(new float[] {5, 6}, weight.toFloatArray());
            assertArrayEquals(new float[] {1, 2}, value(average, "w"));
        }
    }

    @Test
    void equalWeightsThatPartHaveAveragesOfTheirOwn() throws WeightsException {
        try (WeightAverage average = new WeightAverage(manager, 0.5, false);
                NDArray ones = manager.create(new float[] {1, 1});
                NDArray alsoOnes = manager.create(new float[] {1, 1});
                NDArray threes = manager.create(new float[] {3, 3})) {
            average.update(Map.of("a", ones, "b", alsoOnes));
            average.update(Map.of("a", ones, "b", threes));
            assertArrayEquals(new float[] {1, 1}, value(average, "a"));
            assertArrayEquals(new float[] {2, 2}, value(average, "b"));
        }
    }

    @Test
    void goesOnWithTheSameBits() throws WeightsException {
        assertArrayEquals(run(Integer.MAX_VALUE), run(7));
        try (WeightAverage average = new WeightAverage(manager, 0.9, false)) {
            average.restore(
                    new WeightAverageState(3, KeptStates.put(new TensorMap("a state"), "w", 1, 2)));
            assertEquals(3, average.state().updates());
            assertArrayEquals(new float[] {1, 2}, value(average, "w"));
            NDArray other = manager.create(new float[] {1});
            assertThrows(IllegalArgumentException.class, () -> average.update(Map.of("w", other)));
        }
    }

    private float[] run(int stop) throws WeightsException {
        WeightAverage average = new WeightAverage(manager, 0.9, true);
        try {
            for (int update = 0; update < 20; update++) {
                if (update == stop) {
                    WeightAverageState state = KeptStates.copy(average.state());
                    average.close();
                    average = new WeightAverage(manager, 0.9, true);
                    average.restore(state);
                }
                try (NDArray weight =
                        manager.create(new float[] {1f / (update + 1), update * update / 3f})) {
                    average.update(Map.of("w", weight));
                }
            }
            return value(average, "w");
        } finally {
            average.close();
        }
    }

    @Test
    void badDecay() throws WeightsException {
        assertThrows(IllegalArgumentException.class, () -> new WeightAverage(manager, 1, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WeightAverageState(-1, new TensorMap("nothing")));
    }
}
