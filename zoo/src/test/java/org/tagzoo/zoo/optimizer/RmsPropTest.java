package org.tagzoo.zoo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import org.junit.jupiter.api.Test;

class RmsPropTest {

    /**
     * With alpha 0.75 the first square is g^2 / 4, so that g / s = 2; centered, sqrt(1/4 - 1/16).
     */
    @Test
    void firstUpdateByHand() {
        try (NDManager manager = NDManager.newBaseManager();
                TrainedWeight weight = new TrainedWeight(manager, DataType.FLOAT64, new Shape(1))) {
            var builder = Steering.steered(RmsProp.builder(), manager).optAlpha(0.75).optEps(0);
            double start = weight.values()[0];
            try (RmsProp plain = builder.build();
                    RmsProp centered = builder.optCentered(true).build()) {
                weight.gradient().addi(manager.create(new double[] {8.0}));
                Steering.update(plain, "p", weight.weight(), 0.5, 0);
                assertEquals(start - 1, weight.values()[0], 1e-14);
                weight.gradient().addi(manager.create(new double[] {-3.0}));
                Steering.update(centered, "p", weight.weight(), 0.5, 0.9);
                double moved = 0.5 / Math.sqrt(3.0 / 16);
                assertEquals(start - 1 + moved, weight.values()[0], 1e-14);
                // Without a gradient the momentum goes on: 0.9 of the last step.
                Steering.update(centered, "p", weight.weight(), 0.5, 0.9);
                assertEquals(start - 1 + 1.9 * moved, weight.values()[0], 1e-14);
            }
        }
    }

    @Test
    void stockRmsPropThrows() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Optimizer stock = Optimizer.rmsprop().build();
            NDArray weight = manager.create(new float[] {1});
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> stock.update("p", weight, weight.duplicate()));
        }
    }

    @Test
    void badSettings() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThrows(IllegalArgumentException.class, () -> RmsProp.builder().build());
            var alpha = Steering.steered(RmsProp.builder(), manager).optAlpha(1.5);
            assertThrows(IllegalArgumentException.class, alpha::build);
            var eps = Steering.steered(RmsProp.builder(), manager).optEps(Double.NaN);
            assertThrows(IllegalArgumentException.class, eps::build);
        }
    }
}
