package org.tagzoo.zoo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.tracker.Tracker;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.training.OwnManager;

class SgdTest extends OwnManager {

    /** By hand: rates 0.1 and 0.2, momenta 0.5 and 0.9, gradients 2 and 4, from 1. */
    @Test
    void momentumByHand() {
        // b = 2, p = 1 - 0.1 * 2 = 0.8; then b = 0.9 * 2 + 4 = 5.8, p = 0.8 - 0.2 * 5.8
        assertEquals(0.8 - 1.16, afterTwo(builder()), 1e-15);
        // p = 1 - 0.1 * (2 + 0.5 * 2) = 0.7; then p = 0.7 - 0.2 * (4 + 0.9 * 5.8)
        assertEquals(0.7 - 0.2 * 9.22, afterTwo(builder().optNesterov(true)), 1e-15);
        // b = 2 undamped; then b = 1.8 + 0.75 * 4 = 4.8
        assertEquals(0.8 - 0.96, afterTwo(builder().optDampening(0.25)), 1e-15);
    }

    private double afterTwo(Sgd.Builder builder) {
        try (Sgd sgd = builder.build();
                NDArray weight = weight(1)) {
            update(sgd, "p", weight, 2, 0.1, 0.5);
            update(sgd, "p", weight, 4, 0.2, 0.9);
            return weight.getDouble(0);
        }
    }

    private NDArray weight(double... values) {
        NDArray weight = manager.create(values);
        weight.setRequiresGradient(true);
        return weight;
    }

    /** Updates a weight by the gradient that is the same number for each of its values. */
    private static void update(
            ExactOptimizer optimizer,
            String id,
            NDArray weight,
            double gradient,
            double rate,
            double momentum) {
        try (NDManager batch = weight.getManager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray factor = batch.full(weight.getShape(), (float) gradient, weight.getDataType());
            collector.backward(factor.mul(weight).sum());
        }
        Steering.update(optimizer, id, weight, rate, momentum);
    }

    /** DJL's own class keeps the rate of each update in its buffer, and its momentum is fixed. */
    @Test
    void stockSgdKeepsTheRateInItsBuffer() {
        Tracker rates =
                new Tracker() {
                    @Override
                    public float getNewValue(int update) {
                        return update == 1 ? 0.1f : 0.2f;
                    }
                };
        ai.djl.training.optimizer.Optimizer stock =
                ai.djl.training.optimizer.Optimizer.sgd()
                        .setLearningRateTracker(rates)
                        .optMomentum(0.5f)
                        .build();
        double ours;
        try (Sgd sgd = builder().build()) {
            NDArray weight = weight(1);
            update(sgd, "p", weight, 2, 0.1, 0.5);
            update(sgd, "p", weight, 4, 0.2, 0.5);
            ours = weight.getDouble(0);
        }
        NDArray weight = manager.create(new float[] {1});
        stock.update("p", weight, manager.create(new float[] {2}));
        stock.update("p", weight, manager.create(new float[] {4}));
        assertEquals(0.8 - 0.2 * 5, ours, 1e-6);
        assertEquals(0.8 - (0.5 * 0.2 + 0.2 * 4), weight.getFloat(0), 1e-6);
    }

    @Test
    void noMomentumKeepsNoBuffer() {
        try (Sgd sgd = builder().build()) {
            NDArray weight = weight(1, 2);
            update(sgd, "p", weight, 1, 0.5, 0);
            assertArrayEquals(new double[] {0.5, 1.5}, weight.toDoubleArray());
            assertEquals(Set.of(), sgd.state().parameters().get("p").slots().names());
        }
    }

    @Test
    void decaySparesWhatItIsToldTo() {
        try (Sgd sgd =
                builder()
                        .optWeightDecay(0.1)
                        .optDecayed((name, shape) -> !name.endsWith("bias"))
                        .build()) {
            NDArray weight = weight(10);
            NDArray bias = weight(10);
            update(sgd, "fc.weight", weight, 0, 0.5, 0.9);
            update(sgd, "fc.bias", bias, 0, 0.5, 0.9);
            assertEquals(9.5, weight.getDouble(0));
            assertEquals(10, bias.getDouble(0));
        }
    }

    /** DJL's own class decays all that it is given, a batch norm's scale too. */
    @Test
    void stockSgdDecaysBatchNorm() {
        ai.djl.training.optimizer.Optimizer stock =
                ai.djl.training.optimizer.Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(1))
                        .optWeightDecays(0.5f)
                        .build();
        NDArray scale = manager.create(new float[] {1});
        stock.update("bn1.weight", scale, manager.create(new float[] {0}));
        assertEquals(0.5f, scale.getFloat(0));
        try (Sgd sgd =
                builder()
                        .optWeightDecay(0.5)
                        .optDecayed((name, shape) -> shape.dimension() > 1)
                        .build()) {
            NDArray ours = weight(1);
            update(sgd, "bn1.weight", ours, 0, 1, 0.9);
            assertEquals(1, ours.getDouble(0));
        }
    }

    @Test
    void eachBackwardPassStartsFromZero() {
        NDArray weight = manager.create(new float[] {1, 2});
        weight.setRequiresGradient(true);
        try (Sgd sgd = builder().build()) {
            for (int update = 0; update < 3; update++) {
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    collector.backward(weight.mul(manager.create(new float[] {3, -5})).sum());
                }
                try (NDArray gradient = weight.getGradient()) {
                    assertArrayEquals(new float[] {3, -5}, gradient.toFloatArray());
                }
                Steering.update(sgd, "p", weight, 1, 0);
                try (NDArray gradient = weight.getGradient()) {
                    assertArrayEquals(new float[] {0, 0}, gradient.toFloatArray());
                }
            }
        }
        assertTrue(weight.hasGradient());
        assertArrayEquals(new float[] {-8, 17}, weight.toFloatArray());
    }

    @Test
    void staysAsItIsWithoutAnyGradient() {
        NDArray weight = manager.create(new double[] {1, 2});
        weight.setRequiresGradient(true);
        try (Sgd sgd = builder().optWeightDecay(0.5).build()) {
            Steering.update(sgd, "p", weight, 1, 0.9);
        }
        assertArrayEquals(new double[] {1, 2}, weight.toDoubleArray());
    }

    @Test
    void nothingStaysAlive() {
        NDArray weight = weight(new double[100]);
        int without = manager.getManagedArrays().size();
        Sgd sgd = builder().optNesterov(true).optWeightDecay(0.1).build();
        update(sgd, "p", weight, 1, 0.1, 0.9);
        int before = manager.getManagedArrays().size();
        for (int update = 0; update < 50; update++) {
            update(sgd, "p", weight, 1, 0.1, 0.9);
        }
        assertEquals(before, manager.getManagedArrays().size());
        sgd.close();
        assertEquals(without, manager.getManagedArrays().size());
    }

    @Test
    void badSettingsAndArguments() {
        assertThrows(IllegalArgumentException.class, () -> Sgd.builder().build());
        var nesterov = builder().optNesterov(true).optDampening(0.1);
        assertThrows(IllegalArgumentException.class, nesterov::build);
        var decay = builder().optWeightDecay(-1);
        assertThrows(IllegalArgumentException.class, decay::build);
        try (Sgd sgd = builder().build()) {
            NDArray frozen = manager.create(new float[] {1, 2});
            assertThrows(
                    IllegalStateException.class, () -> Steering.update(sgd, "p", frozen, 1, 0));
            NDArray weight = weight(1, 2);
            assertThrows(IllegalArgumentException.class, () -> update(sgd, "p", weight, 1, -1, 0));
            assertThrows(IllegalArgumentException.class, () -> update(sgd, "p", weight, 1, 1, 1));
        }
    }

    private Sgd.Builder builder() {
        return Steering.steered(Sgd.builder(), manager);
    }
}
