package org.tagzoo.zoo.training;

import java.util.List;

/**
 * Where a training stands between two updates, beside its tensors. All else follows from the
 * settings: orders, random numbers and schedules are functions of the epoch and the update.
 *
 * @param epoch that is under way or begins, from 1; one past the last when all are done
 * @param updates made in this epoch
 * @param lossSum sum of the losses of this epoch's examples so far
 * @param seconds spent on this epoch so far
 * @param rateFactor what learning rates are multiplied with: 1, or less after setbacks
 * @param setbacks how often the loss was not finite and training went back
 * @param examplesAtATime how many examples go through the network at once: the batch size, or less
 *     where memory ran out
 * @param history the epochs that are over
 */
public record TrainingState(
        int epoch,
        int updates,
        double lossSum,
        double seconds,
        double rateFactor,
        int setbacks,
        int examplesAtATime,
        List<EpochMetrics> history) {

    public TrainingState {
        history = List.copyOf(history);
    }
}
