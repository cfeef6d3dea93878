package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.schedule.RateAndMomentum;

/** A weight that is 0 at first, under gradients 2 and 1, a rate of 1 and a schedule's momentum. */
class OptimizerRecipeTest {

    private static final double MOMENTUM = 0.5;

    private static double after(int updates, OptimizerRecipe recipe) {
        try (NDManager manager = NDManager.newBaseManager();
                ExactOptimizer optimizer =
                        recipe.build(RateAndMomentum.constant(1, MOMENTUM), Map.of());
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray weight = manager.zeros(new Shape(1));
            weight.setRequiresGradient(true);
            for (int i = 0; i < updates; i++) {
                collector.backward(weight.mul(2 - i).sum());
                optimizer.update("w", weight);
            }
            return weight.getFloat();
        }
    }

    /** The buffer is 2, then 0.5 * 2 + (1 - dampening) * 1. */
    @Test
    void sgd() {
        var plain = new OptimizerRecipe.SgdRecipe(false, 0, null);
        assertEquals(-2 - 2, after(2, plain), 1e-6);
        var damped = new OptimizerRecipe.SgdRecipe(false, 0, 0.25);
        assertEquals(-2 - 1.75, after(2, damped), 1e-6);
    }

    /** By hand: the first corrected moments are the gradient and its square. */
    @Test
    void adam() {
        double mean = (0.3 * 0.7 * 2 + 0.7 * 1) / (1 - 0.3 * 0.3);
        double square = (0.6 * 0.4 * 4 + 0.4 * 1) / (1 - 0.6 * 0.6);
        double expected = -2 / (2 + 0.5) - mean / (Math.sqrt(square) + 0.5);
        var coupled = new OptimizerRecipe.AdamRecipe(0, 0.3, 0.6, 0.5);
        assertEquals(expected, after(2, coupled), 1e-5);
        var decoupled = new OptimizerRecipe.AdamWRecipe(0, 0.3, 0.6, 0.5);
        assertEquals(expected, after(2, decoupled), 1e-5);
    }

    /** The square's mean is 0.2 * 4 at first; the momentum is the recipe's, not the schedule's. */
    @Test
    void rmsProp() {
        var own = new OptimizerRecipe.RmsPropRecipe(0, false, 0.8, 0.0, 0.1);
        double first = 2 / (Math.sqrt(0.8) + 0.1);
        assertEquals(-first, after(1, own), 1e-5);
        double second = 1 / (Math.sqrt(0.8 * 0.8 + 0.2) + 0.1);
        assertEquals(-first - second, after(2, own), 1e-5);
        var guided = new OptimizerRecipe.RmsPropRecipe(0, false, 0.8, null, 0.1);
        assertEquals(-first - (MOMENTUM * first + second), after(2, guided), 1e-5);
    }
}
