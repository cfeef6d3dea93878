package org.tagzoo.app.recipe;

import java.util.List;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Stage;

/** Holds a row's phases against the stages of its network. */
public final class PhaseStages {

    private PhaseStages() {}

    /**
     * Checks that a row's phases can be trained.
     *
     * @param graph the whole network
     * @throws RecipeException if a phase names no stage of this network, trains less than the one
     *     before it, or gives a frozen stage a learning rate
     */
    public static void check(RowRecipe row, Graph graph) {
        int last = Integer.MAX_VALUE;
        for (PhaseRecipe phase : row.phases()) {
            int first =
                    phase.train().equals(PhaseRecipe.ALL)
                            ? -1
                            : require("train", phase.train(), graph);
            if (first > last) {
                throw new RecipeException(
                        "phases: each must train what the one before it trained, and %s is less"
                                .formatted(phase.train()));
            }
            last = first;
            for (String stage : phase.rateFactors().keySet()) {
                int factored = stage.equals(Stage.STEM) ? -1 : require("rateFactors", stage, graph);
                if (factored < first) {
                    throw new RecipeException(
                            "rateFactors names %s, which is frozen where %s is trained"
                                    .formatted(stage, phase.train()));
                }
            }
        }
    }

    private static int require(String setting, String stage, Graph graph) {
        List<String> stages = graph.stageNames();
        if (!stages.contains(stage)) {
            throw new RecipeException(
                    "%s names the stage %s; this network's are %s%s"
                            .formatted(
                                    setting,
                                    stage,
                                    String.join(", ", stages),
                                    setting.equals("train") ? ", or all" : ", and stem"));
        }
        return stages.indexOf(stage);
    }
}
