package org.tagzoo.zoo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.training.OwnManager;

/** Over 10,000 updates, against PyTorch: see {@link WeightAverageTest}. */
class GradientNormTest extends OwnManager {

    private TrainedWeight weight(DataType type, double... gradient) {
        TrainedWeight weight = new TrainedWeight(manager, type, new Shape(gradient.length));
        weight.gradient().addi(manager.create(gradient).toType(type, false));
        return weight;
    }

    private static double clip(double maxNorm, TrainedWeight... weights) {
        return GradientNorm.clip(
                List.of(weights).stream().map(TrainedWeight::weight).toList(), maxNorm);
    }

    /** The gradients (3, 0) and (-4) have the norm 5 together. */
    @Test
    void scalesAllGradientsTogether() {
        TrainedWeight first = weight(DataType.FLOAT64, 3, 0);
        TrainedWeight second = weight(DataType.FLOAT64, -4);
        int arrays = manager.getManagedArrays().size();
        assertEquals(5, clip(5.1, first, second));
        assertArrayEquals(new double[] {3, 0}, first.gradient().toDoubleArray());
        assertEquals(5, clip(2, first, second));
        double scale = 2 / 5.000001;
        assertArrayEquals(new double[] {3 * scale, 0}, first.gradient().toDoubleArray(), 1e-15);
        assertArrayEquals(new double[] {-4 * scale}, second.gradient().toDoubleArray(), 1e-15);
        assertEquals(5 * scale, clip(100, first, second), 1e-15);
        assertEquals(arrays, manager.getManagedArrays().size());
    }

    @Test
    void leavesGradientsWithoutFiniteNorm() {
        TrainedWeight good = weight(DataType.FLOAT32, 30, 40);
        TrainedWeight infinite = weight(DataType.FLOAT32, Double.NEGATIVE_INFINITY);
        TrainedWeight bad = weight(DataType.FLOAT32, Double.NaN);
        assertEquals(Double.POSITIVE_INFINITY, clip(1, good, infinite));
        assertEquals(Double.NaN, clip(1, good, bad));
        assertArrayEquals(new float[] {30, 40}, good.gradient().toFloatArray());
    }

    @Test
    void leavesOutWhatHasNoGradient() {
        NDArray frozen = manager.create(new float[] {1, 2});
        NDArray unreached = manager.create(new float[] {1, 2});
        unreached.setRequiresGradient(true);
        assertEquals(0, GradientNorm.clip(List.of(frozen, unreached), 1));
        assertEquals(0, GradientNorm.clip(List.of(), 1));
        TrainedWeight weight = weight(DataType.FLOAT32, 3, 4);
        assertEquals(5, GradientNorm.clip(List.of(frozen, weight.weight(), unreached), 1));
    }

    /** DJL's own clipping leaves -100 as it is and turns the gradient. */
    @Test
    void stockClipGradClampsFromAboveOnly() {
        Optimizer stock =
                Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1)).optClipGrad(1).build();
        NDArray weight = manager.create(new float[] {0, 0});
        stock.update("p", weight, manager.create(new float[] {-100, 50}));
        assertArrayEquals(new float[] {100, -1}, weight.toFloatArray());
        TrainedWeight ours = weight(DataType.FLOAT32, -100, 50);
        clip(1, ours);
        float[] clipped = ours.gradient().toFloatArray();
        assertEquals(1, Math.hypot(clipped[0], clipped[1]), 1e-6);
        assertEquals(-2, clipped[0] / clipped[1], 1e-6);
    }

    @Test
    void badArguments() {
        TrainedWeight weight = weight(DataType.FLOAT32, 1);
        TrainedWeight other = weight(DataType.FLOAT64, 1);
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> clip(bad, weight));
        }
        assertThrows(IllegalArgumentException.class, () -> clip(1, weight, other));
    }
}
