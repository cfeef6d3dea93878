package org.tagzoo.zoo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class AdamTest {

    /** The first update is of the learning rate's size, whatever the gradient: m / sqrt(v) = 1. */
    @Test
    void firstUpdateByHand() {
        try (NDManager manager = NDManager.newBaseManager();
                TrainedWeight weight = new TrainedWeight(manager, DataType.FLOAT64, new Shape(1));
                Adam adam = Steering.steered(Adam.builder(), manager).optEps(0).build();
                Adam adamW = Steering.steered(Adam.decoupledBuilder(), manager).optEps(0).build()) {
            double start = weight.values()[0];
            NDArray gradient = weight.gradient();
            gradient.addi(manager.create(new double[] {123.0}));
            Steering.update(adam, "p", weight.weight(), 0.5, 0.9);
            assertEquals(start - 0.5, weight.values()[0], 1e-14);
            assertEquals(0, gradient.getDouble(0));
            gradient.addi(manager.create(new double[] {-1e-3}));
            Steering.update(adamW, "p", weight.weight(), 0.5, 0.9);
            assertEquals((start - 0.5) * (1 - 0.5 * 0.01) + 0.5, weight.values()[0], 1e-14);
        }
    }

    @Test
    void badSettings() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThrows(IllegalArgumentException.class, () -> Adam.builder().build());
            var beta = Steering.steered(Adam.builder(), manager).optBeta2(1);
            assertEquals(
                    "beta2 must be at least 0 and below 1, but is 1",
                    assertThrows(IllegalArgumentException.class, beta::build).getMessage());
            var eps = Steering.steered(Adam.builder(), manager).optEps(-1);
            assertThrows(IllegalArgumentException.class, eps::build);
        }
    }
}
