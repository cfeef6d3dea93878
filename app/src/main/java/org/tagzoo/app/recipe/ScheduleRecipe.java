package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.schedule.CosineAnnealing;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.schedule.StepDecay;
import org.tagzoo.zoo.training.EarlyStopping;

/** How learning rate and momentum change from update to update; {@code maxLr} is 100 at most. */
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

    /** Returns the momentum, or the highest of several. */
    double momentum();

    /** Returns whether the first epochs are the same however many follow. */
    default boolean hasOpenEnd() {
        return true;
    }

    /** Returns what the schedule is told of after each epoch, if it depends on that. */
    default EarlyStopping.Metric followedMetric() {
        return EarlyStopping.Metric.VALIDATION_LOSS;
    }

    /** A {@link OneCycle}. */
    record OneCycleRecipe(double maxLr, double baseMomentum, double maxMomentum)
            implements ScheduleRecipe {

        public OneCycleRecipe {
            check(maxLr, "maxMomentum", maxMomentum);
            Check.that(
                    baseMomentum >= 0 && baseMomentum <= maxMomentum,
                    "baseMomentum",
                    "0 to maxMomentum (" + maxMomentum + ")",
                    baseMomentum);
        }

        @Override
        public double momentum() {
            return maxMomentum;
        }

        @Override
        public boolean hasOpenEnd() {
            return false;
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
    record Constant(double maxLr, double momentum) implements ScheduleRecipe {

        public Constant {
            check(maxLr, "momentum", momentum);
        }

        @Override
        public RateAndMomentum build(long updatesPerEpoch, int epochs) {
            return RateAndMomentum.constant(maxLr, momentum);
        }
    }

    /**
     * A {@link CosineAnnealing} down to nothing.
     *
     * @param warmUpEpochs epochs of the rise, 0 for none; below those of the phase
     */
    record Cosine(double maxLr, double momentum, double warmUpEpochs) implements ScheduleRecipe {

        public Cosine {
            check(maxLr, "momentum", momentum);
            Check.within("warmUpEpochs", warmUpEpochs, 0, PhaseRecipe.MAX_EPOCHS);
        }

        @Override
        public boolean hasOpenEnd() {
            return false;
        }

        @Override
        public RateAndMomentum build(long updatesPerEpoch, int epochs) {
            Check.that(
                    warmUpEpochs < epochs,
                    "schedule.warmUpEpochs",
                    "below " + epochs,
                    warmUpEpochs);
            long updates = updatesPerEpoch * epochs;
            return CosineAnnealing.builder()
                    .setLearningRate(maxLr)
                    .setTotalUpdates(updates)
                    .optMomentum(momentum)
                    .optWarmUpUpdates(
                            Math.min(Math.round(warmUpEpochs * updatesPerEpoch), updates - 1))
                    .build();
        }
    }

    /**
     * A {@link StepDecay}.
     *
     * @param every epochs, at least 1; {@code null} where there are milestones
     * @param factor above 0, below 1
     * @param milestones epochs after which the rate falls, at least 1 each, ascending; {@code null}
     *     where there is {@code every}
     */
    record Step(
            double maxLr, double momentum, Integer every, double factor, List<Integer> milestones)
            implements ScheduleRecipe {

        public Step {
            check(maxLr, "momentum", momentum);
            checkFactor(factor);
            milestones = milestones == null ? List.of() : List.copyOf(milestones);
            Check.that(
                    milestones.isEmpty() ? every != null && every >= 1 : every == null,
                    "every",
                    milestones.isEmpty() ? "1 or more" : "left out where milestones are given",
                    every);
            Check.that(
                    milestones.equals(
                            milestones.stream().filter(m -> m > 0).sorted().distinct().toList()),
                    "milestones",
                    "epochs of 1 or more, ascending",
                    milestones);
        }

        @Override
        public RateAndMomentum build(long updatesPerEpoch, int epochs) {
            return StepDecay.builder()
                    .setLearningRate(maxLr)
                    .setUpdatesPerEpoch(updatesPerEpoch)
                    .optFactor(factor)
                    .optMomentum(momentum)
                    .optEvery(every == null ? 0 : every)
                    .optMilestones(milestones.stream().mapToInt(Integer::intValue).toArray())
                    .build();
        }
    }

    /**
     * A {@link ReduceOnPlateau}.
     *
     * @param patience epochs, at least 0
     * @param minLr the rate never falls below it, at least 0
     * @param metric what is watched; {@code null} is the validation loss
     */
    record Plateau(
            double maxLr,
            double momentum,
            int patience,
            double factor,
            double minLr,
            EarlyStopping.Metric metric)
            implements ScheduleRecipe {

        public Plateau {
            metric = metric == null ? EarlyStopping.Metric.VALIDATION_LOSS : metric;
            check(maxLr, "momentum", momentum);
            checkFactor(factor);
            Check.atLeast("patience", patience, 0);
            Check.that(minLr >= 0 && minLr <= maxLr, "minLr", "0 to maxLr (" + maxLr + ")", minLr);
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
        public EarlyStopping.Metric followedMetric() {
            return metric;
        }
    }

    private static void check(double maxLr, String momentumName, double momentum) {
        Check.that(maxLr > 0 && maxLr <= 100, "maxLr", "above 0, 100 at most", maxLr);
        RowRecipe.checkShare(momentumName, momentum);
    }

    private static void checkFactor(double factor) {
        Check.that(factor > 0 && factor < 1, "factor", "above 0, below 1", factor);
    }
}
