package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.tagzoo.zoo.schedule.ConstantSchedule;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.schedule.Schedule;

/** How learning rate and momentum change from update to update. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ScheduleRecipe.OneCycleRecipe.class, name = "one-cycle"),
    @JsonSubTypes.Type(value = ScheduleRecipe.Constant.class, name = "constant")
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
            @JsonProperty(required = true) double lr,
            @JsonProperty(required = true) double momentum)
            implements ScheduleRecipe {

        public Constant {
            requireRate(lr);
            requireMomentum("momentum", momentum);
        }

        @Override
        public Schedule build(long updatesPerEpoch, int epochs) {
            return new ConstantSchedule(lr, momentum);
        }

        @Override
        public double maxLr() {
            return lr;
        }

        @Override
        public double maxMomentum() {
            return momentum;
        }
    }

    private static void requireRate(double rate) {
        Setting.require("schedule's rate", rate > 0 && rate <= 100, "above 0, 100 at most", rate);
    }

    private static void requireMomentum(String name, double momentum) {
        Setting.require(
                "schedule." + name, momentum >= 0 && momentum < 1, "0 to below 1", momentum);
    }
}
