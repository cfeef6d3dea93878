package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.tagzoo.zoo.schedule.ConstantSchedule;
import org.tagzoo.zoo.schedule.CosineAnnealing;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.schedule.Schedule;
import org.tagzoo.zoo.schedule.StepDecay;

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
    Schedule build(long updatesPerEpoch, int epochs);

    /** Returns the highest learning rate. */
    double maxLr();

    /** Returns the highest momentum. */
    double maxMomentum();

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
        public Schedule build(long updatesPerEpoch, int epochs) {
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
        public Schedule build(long updatesPerEpoch, int epochs) {
            return new ConstantSchedule(maxLr, momentum);
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
        public Schedule build(long updatesPerEpoch, int epochs) {
            long warmUp = Math.round(warmUpEpochs * updatesPerEpoch);
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
     * The rate is multiplied by a factor every so many epochs.
     *
     * @param every epochs, at least 1
     */
    record Step(
            @JsonProperty(required = true) double maxLr,
            @JsonProperty(required = true) double momentum,
            @JsonProperty(required = true) int every,
            @JsonProperty(required = true) double factor)
            implements ScheduleRecipe {

        public Step {
            requireRate(maxLr);
            requireMomentum("momentum", momentum);
            requireFactor(factor);
            Setting.require("schedule.every", every >= 1, "1 or more", every);
        }

        @Override
        public Schedule build(long updatesPerEpoch, int epochs) {
            return StepDecay.builder()
                    .setLearningRate(maxLr)
                    .setUpdatesPerEpoch(updatesPerEpoch)
                    .optEvery(every)
                    .optFactor(factor)
                    .optMomentum(momentum)
                    .build();
        }

        @Override
        public double maxMomentum() {
            return momentum;
        }
    }

    /**
     * The rate is multiplied by a factor when the validation loss has not fallen for more than so
     * many epochs.
     *
     * @param patience epochs, at least 0
     * @param minLr the rate never falls below it, at least 0
     */
    record Plateau(
            @JsonProperty(required = true) double maxLr,
            @JsonProperty(required = true) double momentum,
            @JsonProperty(required = true) int patience,
            @JsonProperty(required = true) double factor,
            @JsonProperty(required = true) double minLr)
            implements ScheduleRecipe {

        public Plateau {
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
        public Schedule build(long updatesPerEpoch, int epochs) {
            return ReduceOnPlateau.builder()
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
