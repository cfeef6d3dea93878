package org.tagzoo.app.experiment;

import ai.djl.ndarray.NDManager;
import org.tagzoo.app.recipe.OptimizerRecipe;
import org.tagzoo.zoo.optimizer.Adam;
import org.tagzoo.zoo.optimizer.Optimizer;
import org.tagzoo.zoo.optimizer.RmsProp;
import org.tagzoo.zoo.optimizer.Sgd;

/**
 * Makes the optimiser that a recipe asks for. Matrices and convolutions decay; biases and
 * normalisation, which have one dimension, do not.
 */
final class RowOptimizer {

    private RowOptimizer() {}

    /** Returns the optimiser, with its arrays under the manager; the caller closes it. */
    static Optimizer of(OptimizerRecipe recipe, NDManager manager) {
        Optimizer optimizer = guided(recipe, manager);
        return recipe.ownMomentum().isPresent()
                ? new FixedMomentum(optimizer, recipe.ownMomentum().getAsDouble())
                : optimizer;
    }

    private static Optimizer guided(OptimizerRecipe recipe, NDManager manager) {
        // A switch over record patterns would read better, and needs Java 21.
        if (recipe instanceof OptimizerRecipe.SgdRecipe sgd) {
            return Sgd.builder()
                    .setManager(manager)
                    .optNesterov(sgd.nesterov())
                    .optDampening(sgd.dampening())
                    .optWeightDecay(sgd.weightDecay())
                    .optDecayed((name, shape) -> shape.dimension() > 1)
                    .build();
        }
        if (recipe instanceof OptimizerRecipe.AdamRecipe adam) {
            return Adam.builder()
                    .setManager(manager)
                    .optBeta2(adam.beta2())
                    .optEps(adam.epsilon())
                    .optWeightDecay(adam.weightDecay())
                    .optDecayed((name, shape) -> shape.dimension() > 1)
                    .build();
        }
        if (recipe instanceof OptimizerRecipe.AdamWRecipe adam) {
            return Adam.decoupledBuilder()
                    .setManager(manager)
                    .optBeta2(adam.beta2())
                    .optEps(adam.epsilon())
                    .optWeightDecay(adam.weightDecay())
                    .optDecayed((name, shape) -> shape.dimension() > 1)
                    .build();
        }
        OptimizerRecipe.RmsPropRecipe rmsProp = (OptimizerRecipe.RmsPropRecipe) recipe;
        return RmsProp.builder()
                .setManager(manager)
                .optCentered(rmsProp.centered())
                .optAlpha(rmsProp.alpha())
                .optEps(rmsProp.epsilon())
                .optWeightDecay(rmsProp.weightDecay())
                .optDecayed((name, shape) -> shape.dimension() > 1)
                .build();
    }
}
