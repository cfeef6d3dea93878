package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.tagzoo.zoo.schedule.CosineAnnealing;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.schedule.StepDecay;
import org.tagzoo.zoo.training.EarlyStopping;

/** How learning rate and momentum change from update to update. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ScheduleRecipe.OneCycleRecipe.class, name = "one-cycle"),
    @JsonSubTypes.Type(value = ScheduleRecipe.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = ScheduleRecipe.Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = ScheduleRecipe.Step.class, name = "step"),
    @JsonSubTypes.Type(value = ScheduleRecipe.Plateau.class, name = "plateau")
})
public sealed interface ScheduleRecipe {

    /** Returns the schedule of so many epochs. */
    RateAndMomentum build(long updatesPerEpoch, int epochs);

    /** Returns the highest learning rate. */
    double maxLr();

    /** Returns the highest momentum. */
    double maxMomentum();

    /** Returns what the schedule is told of after each epoch, if it depends on that. */
    default EarlyStopping.Metric followedMetric() {
        return EarlyStopping.Metric.VALIDATION_LOSS;
    }

    /**
     * The rate rises to {@code maxLr} and falls to nearly nothing, the momentum the other way
     * round.
     */
    record OneCycleRecipe(
            @JsonProperty(required = true) double maxLr,
            @JsonProperty(required = true) double baseMomentum,
            @JsonProperty(required = true) double maxMomentum)
            implements ScheduleRecipe {

        public OneCycleRecipe {
            requireRate(maxLr);
            requireMomentum("maxMomentum", maxMomentum);
            Setting.require(
                    "schedule.baseMomentum",
                    baseMomentum >= 0 && baseMomentum <= maxMomentum,
                    "0 to maxMomentum (" + maxMomentum + ")",
                    baseMomentum);
        }

        @Override
        public RateAndMomentum build(long updatesPerEpoch, int epochs) {
            return OneCycle.builder()
                    .setMaxLr(maxLr)
                    .setTotalUpdates(updatesPerEpoch * epochs)
                    .optBaseMomentum(baseMomentum)
                    .optMaxMomentum(maxMomentum)
                    .build();
        }
    }

    /** The same throughout. */
    record Constant(
            @JsonProperty(required = true) double maxLr,
            @JsonProperty(required = true) double momentum)
            implements ScheduleRecipe {

        public Constant {
            requireRate(maxLr);
            requireMomentum("momentum", momentum);
        }

        @Override
        public RateAndMomentum build(long updatesPerEpoch, int epochs) {
            return RateAndMomentum.constant(maxLr, momentum);
        }

        @Override
        public double maxMomentum() {
            return momentum;
        }
    }

    /**
     * The rate falls along a cosine to nothing, after a linear rise.
     *
     * @param warmUpEpochs epochs of the rise, 0 for none
     */
    record Cosine(
            @JsonProperty(required = true) double maxLr,
            @JsonProperty(required = true) double momentum,
            @JsonProperty(required = true) double warmUpEpochs)
            implements ScheduleRecipe {

        public Cosine {
            requireRate(maxLr);
            requireMomentum("momentum", momentum);
            Setting.require(
                    "schedule.warmUpEpochs",
                    warmUpEpochs >= 0 && warmUpEpochs <= 10_000,
                    "0 to 10000",
                    warmUpEpochs);
        }

        @Override
        public RateAndMomentum build(long updatesPerEpoch, int epochs) {
            long warmUp =
                    Math.min(
                            Math.round(warmUpEpochs * updatesPerEpoch),
                            updatesPerEpoch * epochs - 1);
            Setting.require(
                    "schedule.warmUpEpochs",
                    warmUpEpochs < epochs,
                    "below " + epochs,
                    warmUpEpochs);
            return CosineAnnealing.builder()
                    .setLearningRate(maxLr)
                    .setTotalUpdates(updatesPerEpoch * epochs)
                    .optMomentum(momentum)
                    .optWarmUpUpdates(warmUp)
                    .build();
        }

        @Override
        public double maxMomentum() {
            return momentum;
        }
    }

    /**
     * The rate is multiplied by a factor every so many epochs, or after given numbers of them.
     *
     * @param every epochs, at least 1; {@code null} where there are milestones
     * @param factor above 0, below 1
     * @param milestones epochs after which the rate falls, at least 1 each, ascending; {@code null}
     *     where there is {@code every}
     */
    record Step(
            @JsonProperty(required = true) double maxLr,
            @JsonProperty(required = true) double momentum,
            Integer every,
            @JsonProperty(required = true) double factor,
            List<Integer> milestones)
            implements ScheduleRecipe {

        public Step {
            requireRate(maxLr);
            requireMomentum("momentum", momentum);
            requireFactor(factor);
            milestones = milestones == null ? List.of() : List.copyOf(milestones);
            Setting.require(
                    "schedule.every",
                    milestones.isEmpty() ? every != null && every >= 1 : every == null,
                    milestones.isEmpty() ? "1 or more" : "left out where milestones are given",
                    every);
            int before = 0;
            for (int milestone : milestones) {
                Setting.require(
                        "schedule.milestones",
                        milestone > before,
                        "epochs of 1 or more, ascending",
                        milestones);
                before = milestone;
            }
        }

        @Override
        public RateAndMomentum build(long updatesPerEpoch, int epochs) {
            StepDecay.Builder builder =
                    StepDecay.builder()
                            .setLearningRate(maxLr)
                            .setUpdatesPerEpoch(updatesPerEpoch)
                            .optFactor(factor)
                            .optMomentum(momentum);
            return every == null
                    ? builder.optMilestones(
                                    milestones.stream().mapToInt(Integer::intValue).toArray())
                            .build()
                    : builder.optEvery(every).build();
        }

        @Override
        public double maxMomentum() {
            return momentum;
        }
    }

    /**
     * The rate is multiplied by a factor when a metric has not become better for more than so many
     * epochs.
     *
     * @param patience epochs, at least 0
     * @param minLr the rate never falls below it, at least 0
     * @param metric what is watched; {@code null} is the validation loss
     */
    record Plateau(
            @JsonProperty(required = true) double maxLr,
            @JsonProperty(required = true) double momentum,
            @JsonProperty(required = true) int patience,
            @JsonProperty(required = true) double factor,
            @JsonProperty(required = true) double minLr,
            EarlyStopping.Metric metric)
            implements ScheduleRecipe {

        public Plateau {
            metric = metric == null ? EarlyStopping.Metric.VALIDATION_LOSS : metric;
            requireRate(maxLr);
            requireMomentum("momentum", momentum);
            requireFactor(factor);
            Setting.require("schedule.patience", patience >= 0, "0 or more", patience);
            Setting.require(
                    "schedule.minLr",
                    minLr >= 0 && minLr <= maxLr,
                    "0 to maxLr (" + maxLr + ")",
                    minLr);
        }

        @Override
        public RateAndMomentum build(long updatesPerEpoch, int epochs) {
            return ReduceOnPlateau.builder()
                    .optGoal(
                            metric.isLoss()
                                    ? ReduceOnPlateau.Goal.MINIMIZE
                                    : ReduceOnPlateau.Goal.MAXIMIZE)
                    .setLearningRate(maxLr)
                    .optMomentum(momentum)
                    .optPatience(patience)
                    .optFactor(factor)
                    .optMinLearningRate(minLr)
                    .build();
        }

        @Override
        public double maxMomentum() {
            return momentum;
        }

        @Override
        public EarlyStopping.Metric followedMetric() {
            return metric;
        }
    }

    private static void requireFactor(double factor) {
        Setting.require("schedule.factor", factor > 0 && factor < 1, "above 0, below 1", factor);
    }

    private static void requireRate(double rate) {
        Setting.require("schedule.maxLr", rate > 0 && rate <= 100, "above 0, 100 at most", rate);
    }

    private static void requireMomentum(String name, double momentum) {
        Setting.require(
                "schedule." + name, momentum >= 0 && momentum < 1, "0 to below 1", momentum);
    }
}
