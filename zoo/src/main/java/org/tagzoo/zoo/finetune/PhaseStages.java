package org.tagzoo.zoo.finetune;

import java.util.List;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Stage;

/** Holds phases against the stages of a network. */
public final class PhaseStages {

    private PhaseStages() {}

    /**
     * Checks that phases can be trained.
     *
     * @param graph the whole network
     * @throws IllegalArgumentException if there is no phase, or one names no stage of this network,
     *     trains less than the one before it, or gives a frozen stage a learning rate
     */
    public static void check(List<Phase> phases, Graph graph) {
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("A fine-tuning needs a phase or more: addPhase");
        }
        int last = Integer.MAX_VALUE;
        for (Phase phase : phases) {
            int first =
                    phase.train().equals(Phase.ALL) ? -1 : require("train", phase.train(), graph);
            if (first > last) {
                throw new IllegalArgumentException(
                        "phases: each must train what the one before it trained, and %s is less"
                                .formatted(phase.train()));
            }
            last = first;
            for (String stage : phase.multipliers().keySet()) {
                int factored = stage.equals(Stage.STEM) ? -1 : require("rateFactors", stage, graph);
                if (factored < first) {
                    throw new IllegalArgumentException(
                            "rateFactors names %s, which is frozen where %s is trained"
                                    .formatted(stage, phase.train()));
                }
            }
        }
    }

    private static int require(String setting, String stage, Graph graph) {
        List<String> stages = graph.stageNames();
        if (!stages.contains(stage)) {
            throw new IllegalArgumentException(
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
