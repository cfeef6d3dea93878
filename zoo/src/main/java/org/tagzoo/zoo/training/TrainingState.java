package org.tagzoo.zoo.training;

import java.util.ArrayList;
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
 * @param examplesAtATime how many examples go through the network at once: what settings ask for,
 *     or less where memory ran out
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

    /** Returns the state before the first update. */
    static TrainingState start(int examplesAtATime) {
        return new TrainingState(1, 0, 0, 0, 1, 0, examplesAtATime, List.of());
    }

    /** Returns the state after one more update. */
    TrainingState updated(double lossOfBatch, int examples, double time) {
        return new TrainingState(
                epoch,
                updates + 1,
                lossSum + lossOfBatch * examples,
                seconds + time,
                rateFactor,
                setbacks,
                examplesAtATime,
                history);
    }

    /** Returns the state at the start of the next epoch. */
    TrainingState nextEpoch(EpochMetrics metrics) {
        List<EpochMetrics> longer = new ArrayList<>(history);
        longer.add(metrics);
        return new TrainingState(epoch + 1, 0, 0, 0, rateFactor, setbacks, examplesAtATime, longer);
    }

    /** Returns the same state with another number of examples at a time. */
    TrainingState inPartsOf(int examples) {
        return new TrainingState(
                epoch, updates, lossSum, seconds, rateFactor, setbacks, examples, history);
    }

    /** Returns this state with other learning rates, after one setback more. */
    TrainingState slowed(double factor, int newSetbacks) {
        return new TrainingState(
                epoch, updates, lossSum, seconds, factor, newSetbacks, examplesAtATime, history);
    }

    /**
     * Returns what a reader of the figures should know, a line each.
     *
     * @param normalizesByBatch whether parts of a batch are not the same as the batch to batch norm
     */
    List<String> remarks(Training settings, boolean normalizesByBatch) {
        int epochs = settings.epochs;
        List<String> remarks = new ArrayList<>();
        if (history.size() < epochs) {
            remarks.add("stopped after epoch %d of %d".formatted(history.size(), epochs));
        }
        if (setbacks > 0) {
            remarks.add(
                    "the loss was not finite %d time%s: learning rates times %s from then on"
                            .formatted(setbacks, setbacks == 1 ? "" : "s", rateFactor));
        }
        if (examplesAtATime < settings.examplesAtATime()) {
            remarks.add(
                    "memory ran out: batches of %d in parts of %d%s"
                            .formatted(
                                    settings.batchSize,
                                    examplesAtATime,
                                    normalizesByBatch
                                            ? ", each normalised by its own statistics"
                                            : ""));
        }
        return remarks;
    }
}
