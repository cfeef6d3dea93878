package org.tagzoo.zoo.finetune;

import ai.djl.training.loss.Loss;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.loss.CostMatrixLoss;
import org.tagzoo.zoo.loss.ExampleLoss;
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
 * @param pseudoLabels how images without labels join; empty if none do
 */
public record Phase(
        String train,
        int epochs,
        Map<String, Double> multipliers,
        Schedule schedule,
        EarlyStopping.Metric followed,
        int stepsPerEpoch,
        Optional<PseudoLabels> pseudoLabels) {

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
        this(train, epochs, multipliers, schedule, followed, 0, Optional.empty());
    }

    /** Returns a phase in which all that is trained has the schedule's rate. */
    public static Phase of(String train, int epochs, Schedule schedule) {
        return new Phase(train, epochs, Map.of(), schedule, EarlyStopping.Metric.VALIDATION_LOSS);
    }

    /** Returns the same phase with images without labels. */
    public Phase withPseudoLabels(PseudoLabels value) {
        return new Phase(
                train, epochs, multipliers, schedule, followed, stepsPerEpoch, Optional.of(value));
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

    /**
     * Checks that phases with pseudo-labels have what they need.
     *
     * @param isBegun whether the first phase goes on from another training
     * @throws IllegalArgumentException if nothing was trained before one, the loss takes no such
     *     targets, or a batch has no room for them
     */
    public static void checkPseudoLabels(
            List<Phase> phases, boolean isBegun, Loss loss, int batchSize) {
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i).pseudoLabels().isEmpty()) {
                continue;
            }
            PseudoLabels labels = phases.get(i).pseudoLabels().get();
            Check.that(
                    i > 0 || isBegun,
                    "pseudoLabels",
                    "left out in the first phase: no network is trained yet that could give labels",
                    labels);
            Check.that(
                    !labels.soft() || (loss instanceof ExampleLoss own && own.takesSoftTargets()),
                    "pseudoLabels.soft",
                    "false, as the loss %s takes only true and false; binary cross-entropy and softmax take scores too"
                            .formatted(loss.getName()),
                    true);
            Check.that(
                    labels.confidence() == PseudoLabels.LEAST || !(loss instanceof CostMatrixLoss),
                    "pseudoLabels.confidence",
                    "%s with %s: it needs all tags of an image, and those between stay unknown"
                            .formatted(PseudoLabels.LEAST, loss.getName()),
                    labels.confidence());
            Check.that(
                    labels.perBatch(batchSize) < batchSize,
                    "pseudoLabels.share",
                    "a share that leaves room for an image with labels in a batch of " + batchSize,
                    labels.share());
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
