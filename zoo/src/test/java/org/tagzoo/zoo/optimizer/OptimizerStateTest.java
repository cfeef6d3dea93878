package org.tagzoo.zoo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.zoo.optimizer.OptimizerState.ParameterState;
import org.tagzoo.zoo.training.OwnManager;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.WeightsException;

class OptimizerStateTest extends OwnManager {

    private static final Shape LARGE = new Shape(ExactOptimizer.FEW + 77);
    private static final Shape SMALL = new Shape(3, 5);

    private ExactOptimizer optimizer(String kind) {
        return switch (kind) {
            case "sgd" -> Steering.steered(Sgd.builder(), manager).optNesterov(true).build();
            case "adam" -> Steering.steered(Adam.builder(), manager).optWeightDecay(0.1).build();
            case "adamW" -> Steering.steered(Adam.decoupledBuilder(), manager).build();
            case "rmsProp" ->
                    Steering.steered(RmsProp.builder(), manager).optCentered(true).build();
            default -> throw new AssertionError(kind);
        };
    }

    /** The small weight is frozen when the state is kept and the large one joined just before. */
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "adamW", "rmsProp"})
    void goesOnWithTheSameBits(String kind) throws WeightsException {
        double[][] whole = train(kind, Integer.MAX_VALUE);
        double[][] resumed = train(kind, 12);
        assertArrayEquals(whole[0], resumed[0]);
        assertArrayEquals(whole[1], resumed[1]);
    }

    private double[][] train(String kind, int stop) throws WeightsException {
        ExactOptimizer optimizer = optimizer(kind);
        try (TrainedWeight small = new TrainedWeight(manager, DataType.FLOAT32, SMALL);
                TrainedWeight large = new TrainedWeight(manager, DataType.FLOAT32, LARGE)) {
            for (int update = 0; update < 30; update++) {
                if (update == stop) {
                    OptimizerState state = KeptStates.copy(optimizer.state());
                    optimizer.close();
                    optimizer = optimizer(kind);
                    optimizer.restore(manager, state);
                }
                if (update < 8 || update >= 20) {
                    small.backward(update);
                    Steering.update(optimizer, "small", small.weight(), 0.01, 0.9);
                }
                if (update >= 10) {
                    large.backward(update);
                    Steering.update(optimizer, "large", large.weight(), 0.01, 0.9);
                }
            }
            return new double[][] {small.values(), large.values()};
        } finally {
            optimizer.close();
        }
    }

    /** Many values take another way through the engine than few. */
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "adamW", "rmsProp"})
    void manyValuesAreUpdatedLikeFew(String kind) {
        Shape few = new Shape(ExactOptimizer.FEW);
        try (ExactOptimizer optimizer = optimizer(kind);
                TrainedWeight first = new TrainedWeight(manager, DataType.FLOAT64, few);
                TrainedWeight all = new TrainedWeight(manager, DataType.FLOAT64, LARGE)) {
            for (int update = 0; update < 30; update++) {
                double momentum = update < 5 ? 0 : 0.9;
                first.backward(update);
                all.backward(update);
                Steering.update(optimizer, "first", first.weight(), 0.01, momentum);
                Steering.update(optimizer, "all", all.weight(), 0.01, momentum);
                assertEquals(0, all.gradient().abs().sum().getDouble());
                assertEquals(0, first.gradient().abs().sum().getDouble());
            }
            double[] same = Arrays.copyOf(all.values(), ExactOptimizer.FEW);
            TrainedWeight.close(first.values(), same, 1e-12, kind);
        }
    }

    @Test
    void holdsCountsAndSlotsOfWhatWasUpdated() throws WeightsException {
        try (ExactOptimizer adam = optimizer("adam");
                TrainedWeight weight = new TrainedWeight(manager, DataType.FLOAT32, SMALL)) {
            assertEquals(OptimizerState.EMPTY, adam.state());
            for (int update = 0; update < 3; update++) {
                weight.backward(update);
                Steering.update(adam, "w", weight.weight(), 0.1, 0.9);
            }
            OptimizerState state = KeptStates.copy(adam.state());
            ParameterState kept = state.parameters().get("w");
            assertEquals(3, kept.updates());
            assertEquals(Set.of("firstMoment", "secondMoment"), kept.slots().names());
            assertArrayEquals(new long[] {15}, kept.slots().shape("firstMoment"));
            // What was restored and not yet used is kept too.
            adam.restore(manager, state);
            ParameterState again = adam.state().parameters().get("w");
            assertEquals(3, again.updates());
            assertArrayEquals(
                    KeptStates.values(kept.slots(), "secondMoment"),
                    KeptStates.values(again.slots(), "secondMoment"));
            adam.restore(manager, OptimizerState.EMPTY);
            assertEquals(OptimizerState.EMPTY, adam.state());
        }
    }

    @Test
    void statesThatDoNotFit() throws WeightsException {
        try (ExactOptimizer adam = optimizer("adam");
                TrainedWeight weight = new TrainedWeight(manager, DataType.FLOAT32, SMALL);
                TrainedWeight large = new TrainedWeight(manager, DataType.FLOAT64, LARGE)) {
            OptimizerState sgd = state("w", "momentum", 15);
            var kind =
                    assertThrows(IllegalArgumentException.class, () -> adam.restore(manager, sgd));
            assertTrue(kind.getMessage().contains("[momentum]"), kind.getMessage());
            adam.restore(manager, state("w", "firstMoment", 14));
            weight.backward(0);
            var size =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> Steering.update(adam, "w", weight.weight(), 0.1, 0.9));
            assertEquals(
                    "The firstMoment of 'w' has 14 values, its weight is (3, 5) with 15: the state"
                            + " is another network's",
                    size.getMessage());
            adam.restore(manager, OptimizerState.EMPTY);
            Steering.update(adam, "double", large.weight(), 0.1, 0.9);
            assertThrows(IllegalStateException.class, adam::state);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new ParameterState(0, new TensorMap("nothing")));
    }

    private static OptimizerState state(String id, String slot, int size) {
        TensorMap slots = KeptStates.put(new TensorMap("a state"), slot, new float[size]);
        return new OptimizerState(Map.of(id, new ParameterState(1, slots)));
    }
}
