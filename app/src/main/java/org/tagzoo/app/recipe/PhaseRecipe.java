package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.finetune.PseudoLabels;

/**
 * A {@link Phase}: a stretch of training with one choice of frozen stages, a schedule and an
 * optimiser of its own. Head first and then more of the network is a row with two phases.
 *
 * @param train {@code head}, {@code all}, or the stage from which on the network is trained, such
 *     as {@code layer4}; what lies before it stays as it was loaded
 * @param epochs times through the training part, 1 to 10,000
 * @param multipliers of the learning rate, by the name of the stage, whose parameters are a group,
 *     0 to 1,000 each; else 1; {@code null} for none
 * @param schedule instead of the row's; {@code null} for the row's
 * @param stepsPerEpoch updates an epoch, which goes on where the one before ended, 1 to 1,000,000;
 *     {@code null} for those that go through the training part once
 * @param pseudoLabels how images without labels join, which the network of the phase before gives
 *     labels; {@code null} if none do
 */
public record PhaseRecipe(
        @JsonProperty(required = true) String train,
        int epochs,
        @JsonProperty("rateFactors") Map<String, Double> multipliers,
        ScheduleRecipe schedule,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer stepsPerEpoch,
        @JsonInclude(JsonInclude.Include.NON_NULL) PseudoLabels pseudoLabels) {

    static final int MAX_EPOCHS = 10_000;

    public PhaseRecipe {
        // Sorted: the order of Map.copyOf differs from process to process, and so would the text of
        // this recipe, by which a resumed run knows its checkpoints.
        multipliers =
                multipliers == null
                        ? Map.of()
                        : Collections.unmodifiableSortedMap(new TreeMap<>(multipliers));
        Check.that(
                StringUtils.isNotBlank(train), "train", "head, all or the name of a stage", train);
        Check.within("epochs", epochs, 1, MAX_EPOCHS);
        if (stepsPerEpoch != null) {
            Check.within("stepsPerEpoch", stepsPerEpoch, 1, 1_000_000);
        }
        Check.that(
                multipliers.values().stream().allMatch(f -> f >= 0 && f <= 1000),
                "rateFactors, the learning-rate multipliers,",
                "numbers of 0 to 1000",
                multipliers);
    }

    /** Returns a phase with the row's schedule and equal learning rates. */
    public static PhaseRecipe of(String train, int epochs) {
        return new PhaseRecipe(train, epochs, null, null, null, null);
    }

    /** Returns the phase as it is trained, with the row's schedule where it has none of its own. */
    public Phase phase(ScheduleRecipe ofRow) {
        ScheduleRecipe chosen = schedule == null ? ofRow : schedule;
        return new Phase(
                train,
                epochs,
                multipliers,
                chosen::build,
                chosen.followedMetric(),
                stepsPerEpoch == null ? 0 : stepsPerEpoch,
                Optional.ofNullable(pseudoLabels));
    }

    /** Returns phases that share another number of epochs as they did before, one at least each. */
    static List<PhaseRecipe> shared(List<PhaseRecipe> phases, int total) {
        Check.within("epochs", total, 1, MAX_EPOCHS);
        int all = phases.stream().mapToInt(PhaseRecipe::epochs).sum();
        List<PhaseRecipe> shared = new ArrayList<>();
        int before = 0;
        int given = 0;
        for (PhaseRecipe phase : phases) {
            before += phase.epochs;
            int own = Math.max(1, Math.round((float) total * before / all) - given);
            given += own;
            shared.add(phase.of(own));
        }
        return shared;
    }

    /** Returns the phase with a share of its epochs, rounded, 1 at least. */
    PhaseRecipe shortened(double share) {
        return of(Math.max(1, Math.toIntExact(Math.round(share * epochs))));
    }

    /** Returns the phase with another number of epochs. */
    PhaseRecipe of(int otherEpochs) {
        return new PhaseRecipe(
                train, otherEpochs, multipliers, schedule, stepsPerEpoch, pseudoLabels);
    }

    /** Returns the phase with the row's schedule, in which everything is trained. */
    PhaseRecipe ofAll() {
        return new PhaseRecipe(Phase.ALL, epochs, null, null, null, pseudoLabels);
    }

    /** Returns the phase's own schedule, if it has one. */
    public Optional<ScheduleRecipe> ownSchedule() {
        return Optional.ofNullable(schedule);
    }
}
