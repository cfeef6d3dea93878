package org.tagzoo.app.experiment;

import java.util.List;
import java.util.Optional;
import org.tagzoo.app.recipe.PhaseRecipe;
import org.tagzoo.app.recipe.RecipeException;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Stage;
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
        int last = Integer.MAX_VALUE;
        for (PhaseRecipe phase : row.phases()) {
            int first = firstStage(graph, phase);
            if (first > last) {
                throw new RecipeException(
                        "row '%s': each phase must train what the one before it trained, and %s is less"
                                .formatted(row.name(), phase.train()));
            }
            last = first;
            for (String stage : phase.rateFactors().keySet()) {
                int factored = stage.equals(Stage.STEM) ? -1 : requireStage(graph, stage);
                if (factored < first) {
                    throw new RecipeException(
                            "row '%s': rateFactors names %s, which is frozen where %s is trained"
                                    .formatted(row.name(), stage, phase.train()));
                }
            }
        }
    }

    /** Returns the position of the first stage that is trained; -1: everything is. */
    private static int firstStage(Graph graph, PhaseRecipe phase) {
        return phase.train().equals(PhaseRecipe.ALL) ? -1 : requireStage(graph, phase.train());
    }

    private static int requireStage(Graph graph, String stage) {
        List<String> stages = graph.stageNames();
        if (!stages.contains(stage)) {
            throw new RecipeException(
                    "There is no stage '%s'; this network's are %s, or all"
                            .formatted(stage, String.join(", ", stages)));
        }
        return stages.indexOf(stage);
    }
}
