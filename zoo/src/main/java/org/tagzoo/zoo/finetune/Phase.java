package org.tagzoo.zoo.finetune;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.training.EarlyStopping;

/**
 * A stretch of training with one choice of frozen stages and a schedule of its own.
 *
 * @param train {@value #HEAD}, {@value #ALL}, or the stage from which on the network is trained,
 *     such as {@code layer4}; what lies before it stays as it was loaded, batch norm and all
 * @param epochs times through the training part, at least 1; or of {@code stepsPerEpoch} updates
 * @param multipliers what learning rates of stages are multiplied with, by the stage's name; else 1
 * @param schedule of learning rate and momentum
 * @param followed what a schedule that depends on a metric is told after each epoch
 * @param stepsPerEpoch how many updates an epoch has, going on where the one before ended; 0 for
 *     those that go through the training part once
 */
public record Phase(
        String train,
        int epochs,
        Map<String, Double> multipliers,
        Schedule schedule,
        EarlyStopping.Metric followed,
        int stepsPerEpoch) {

    /** Everything is trained. */
    public static final String ALL = "all";

    /** The head is trained. */
    public static final String HEAD = "head";

    /** Makes a schedule, once it is known how many updates an epoch has. */
    @FunctionalInterface
    public interface Schedule {

        /** Returns the schedule of so many epochs. */
        RateAndMomentum of(long updatesPerEpoch, int epochs);
    }

    /** Makes an optimiser for each phase. */
    @FunctionalInterface
    public interface OptimizerMaker {

        /**
         * Returns an optimiser, of TagZoo's: the state of DJL's can't be kept.
         *
         * @param schedule of the phase
         * @param multipliers what parameters' learning rates are multiplied with, by name; else 1
         */
        ExactOptimizer make(RateAndMomentum schedule, Map<String, Double> multipliers);
    }

    public Phase {
        multipliers = Collections.unmodifiableSortedMap(new TreeMap<>(multipliers));
        Check.atLeast("epochs", epochs, 1);
        Check.atLeast("stepsPerEpoch", stepsPerEpoch, 0);
    }

    /** A phase whose epochs go through the training part once. */
    public Phase(
            String train,
            int epochs,
            Map<String, Double> multipliers,
            Schedule schedule,
            EarlyStopping.Metric followed) {
        this(train, epochs, multipliers, schedule, followed, 0);
    }

    /** Returns a phase in which all that is trained has the schedule's rate. */
    public static Phase of(String train, int epochs, Schedule schedule) {
        return new Phase(train, epochs, Map.of(), schedule, EarlyStopping.Metric.VALIDATION_LOSS);
    }

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
            String train = phase.train();
            int first = train.equals(ALL) ? -1 : require("train", train, ", or all", graph);
            if (first > last) {
                throw new IllegalArgumentException(
                        "phases: each must train what the one before it trained, and %s is less"
                                .formatted(train));
            }
            last = first;
            for (String stage : phase.multipliers().keySet()) {
                boolean isFirst = stage.equals(Stage.STEM);
                if ((isFirst ? -1 : require("rateFactors", stage, ", and stem", graph)) < first) {
                    throw new IllegalArgumentException(
                            "rateFactors names %s, which is frozen where %s is trained"
                                    .formatted(stage, train));
                }
            }
        }
    }

    private static int require(String setting, String stage, String more, Graph graph) {
        List<String> stages = graph.stageNames();
        if (!stages.contains(stage)) {
            throw new IllegalArgumentException(
                    "%s names the stage %s; this network's are %s%s"
                            .formatted(setting, stage, String.join(", ", stages), more));
        }
        return stages.indexOf(stage);
    }
}
