package org.tagzoo.app.experiment;

import java.util.Optional;
import org.tagzoo.app.recipe.PhaseStages;
import org.tagzoo.app.recipe.RecipeException;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.ResolvedWeights;

/**
 * A row whose network and weights are known.
 *
 * @param row what the recipe says
 * @param weights the first weights of the body; empty: random ones
 * @param network body and head
 * @param normalization of pixels
 * @param graph the whole network, from pixels to logits
 * @param seed of training: first weights, order, dropout and altered pictures
 */
record RowPlan(
        RowRecipe row,
        Optional<ResolvedWeights> weights,
        Network network,
        Normalization normalization,
        Graph graph,
        long seed) {

    /**
     * @throws RecipeException if a phase names no stage of this network, or trains less than the
     *     one before it
     */
    RowPlan {
        PhaseStages.check(row, graph);
    }
}
