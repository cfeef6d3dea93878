package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tagzoo.zoo.finetune.Phase;

/**
 * A stretch of training with one choice of frozen stages, a schedule and an optimiser of its own.
 * Head first and then more of the network is a row with two phases.
 *
 * @param train {@code head}, {@code all}, or the stage from which on the network is trained, such
 *     as {@code layer4}; what lies before it stays as it was loaded
 * @param epochs times through the training part, 1 to 10,000
 * @param rateFactors what the learning rate of a stage is multiplied with, by the stage's name;
 *     stages that are not named have the schedule's rate; {@code null} for none
 * @param schedule instead of the row's; {@code null} for the row's
 */
public record PhaseRecipe(
        @JsonProperty(required = true) String train,
        @JsonProperty(required = true) int epochs,
        Map<String, Double> rateFactors,
        ScheduleRecipe schedule) {

    /** Everything is trained. */
    public static final String ALL = "all";

    /** The head is trained. */
    public static final String HEAD = "head";

    public PhaseRecipe {
        // Sorted: the order of Map.copyOf differs from process to process, and so would the text of
        // this recipe, by which a resumed run knows its checkpoints.
        rateFactors =
                rateFactors == null
                        ? Map.of()
                        : Collections.unmodifiableSortedMap(new TreeMap<>(rateFactors));
        Setting.require(
                "train",
                train != null && !train.isBlank(),
                "head, all or the name of a stage",
                train);
        Setting.require("epochs", epochs >= 1 && epochs <= 10_000, "1 to 10000", epochs);
        Setting.require(
                "rateFactors",
                rateFactors.values().stream().allMatch(f -> f >= 0 && f <= 1000),
                "numbers of 0 to 1000",
                rateFactors);
    }

    /** Returns a phase with the row's schedule and equal learning rates. */
    public static PhaseRecipe of(String train, int epochs) {
        return new PhaseRecipe(train, epochs, null, null);
    }

    /** Returns the phase as it is trained, with the row's schedule where it has none of its own. */
    public Phase phase(ScheduleRecipe ofRow) {
        ScheduleRecipe chosen = schedule == null ? ofRow : schedule;
        return new Phase(train, epochs, rateFactors, chosen::build, chosen.followedMetric());
    }

    PhaseRecipe withEpochs(int newEpochs) {
        return new PhaseRecipe(train, newEpochs, rateFactors, schedule);
    }

    /** Returns the phase's own schedule, if it has one. */
    public Optional<ScheduleRecipe> ownSchedule() {
        return Optional.ofNullable(schedule);
    }
}
