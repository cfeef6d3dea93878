package org.tagzoo.zoo.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a training stands between two updates, beside its tensors. All else follows from the
 * settings: orders, random numbers and schedules are functions of the epoch and the update.
 *
 * @param epoch that is under way or begins, from 1; one past the last when all are done
 * @param updates made in this epoch
 * @param lossSum sum of the losses of this epoch's examples so far
 * @param seconds spent on this epoch so far
 * @param rateFactor what learning rates are multiplied with: 1, or less after rollbacks
 * @param rollbacks how often the loss was not finite and training went back
 * @param microBatchSize how many examples go through the network at once: what settings ask for, or
 *     less where memory ran out
 * @param history the epochs that are over
 */
public record TrainingState(
        int epoch,
        int updates,
        double lossSum,
        double seconds,
        double rateFactor,
        @JsonProperty("setbacks") int rollbacks,
        @JsonProperty("examplesAtATime") int microBatchSize,
        List<EpochMetrics> history) {

    static final String SINGLE =
            "batch norm can't tell one image from the mean of its batch where batchSize is 1: set it to 8 or more";

    /** Overfitting raises a validation loss too, but not that far above the first training loss. */
    private static final double DIVERGED = 10;

    /** A loss that began smaller may well be ten times as large. */
    private static final double LEAST = 0.1;

    public TrainingState {
        history = List.copyOf(history);
    }

    /** Returns the state before the first update. */
    static TrainingState start(int microBatchSize) {
        return new TrainingState(1, 0, 0, 0, 1, 0, microBatchSize, List.of());
    }

    /** Returns the state after one more update. */
    TrainingState updated(double lossOfBatch, int examples, double time, int newMicroBatchSize) {
        double loss = lossSum + lossOfBatch * examples;
        double sum = seconds + time;
        int made = updates + 1;
        return new TrainingState(
                epoch, made, loss, sum, rateFactor, rollbacks, newMicroBatchSize, history);
    }

    /** Returns the state at the start of the next epoch. */
    TrainingState nextEpoch(EpochMetrics metrics) {
        List<EpochMetrics> longer = new ArrayList<>(history);
        longer.add(metrics);
        return new TrainingState(epoch + 1, 0, 0, 0, rateFactor, rollbacks, microBatchSize, longer);
    }

    /** Returns this state with other learning rates, after one rollback more. */
    TrainingState slowed(double factor, int newRollbacks) {
        return new TrainingState(
                epoch, updates, lossSum, seconds, factor, newRollbacks, microBatchSize, history);
    }

    /**
     * Returns what a reader of the metrics should know, a line each.
     *
     * @param keptEpoch the epoch whose weights the network keeps
     * @param normalizesByBatch whether micro-batches are not the same as the batch to batch norm
     */
    List<String> remarks(Training settings, int keptEpoch, boolean normalizesByBatch) {
        List<String> remarks = new ArrayList<>();
        if (history.size() < settings.epochs) {
            remarks.add("stopped after epoch %d of %d".formatted(history.size(), settings.epochs));
        }
        if (rollbacks > 0) {
            remarks.add(
                    "the loss was not finite %d time%s: learning rates times %s from then on"
                            .formatted(rollbacks, rollbacks == 1 ? "" : "s", rateFactor));
        }
        if (microBatchSize < settings.microBatchSize()) {
            String own = normalizesByBatch ? ", each normalised by its own statistics" : "";
            remarks.add(
                    "memory ran out: batches of %d in micro-batches of %d%s"
                            .formatted(settings.batchSize, microBatchSize, own));
        }
        if (settings.batchSize == 1 && normalizesByBatch) {
            remarks.add(SINGLE);
        } else {
            diverged(keptEpoch).ifPresent(remarks::add);
        }
        return remarks;
    }

    private Optional<String> diverged(int keptEpoch) {
        EpochMetrics kept = history.get(keptEpoch - 1);
        double first = history.get(0).trainLoss();
        return kept.validationLoss() <= DIVERGED * Math.max(first, LEAST)
                ? Optional.empty()
                : Optional.of(
                        "the validation loss diverged: %.3g after epoch %d, where the training loss began at %.3g and was %.3g; try a smaller learning rate, or early stopping"
                                .formatted(
                                        kept.validationLoss(),
                                        kept.epoch(),
                                        first,
                                        kept.trainLoss()));
    }
}
