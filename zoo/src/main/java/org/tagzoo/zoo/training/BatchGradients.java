package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagzoo.zoo.loss.ExampleLoss;

/**
 * Makes the gradients of a batch, whole or in micro-batches, whose losses are weighed so that they
 * add up to the batch's.
 *
 * @param trainer whose network, loss and weights they are
 * @param activityL1 see {@link UpdateSettings}
 * @param statistics running ones of batch norm, if any is trained
 * @param data inputs, each {@code [N, …]}
 * @param targets of the whole batch, each with what the loss by them counts
 * @param outputs {@code [N]}, where the network's outputs are written to
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record BatchGradients(
        FineTuneTrainer trainer,
        double activityL1,
        Optional<RunningStatistics> statistics,
        NDList data,
        List<Mixup.Targets> targets,
        float[][] outputs) {

    /** Makes them in so many micro-batches; returns the batch's loss. */
    double make(int microBatches) {
        if (microBatches == 1) {
            return backward(targets, 0, outputs.length);
        }
        statistics.ifPresent(RunningStatistics::beginMicroBatches);
        double[] masses = targets.stream().mapToDouble(each -> mass(each.labels())).toArray();
        double sum = 0;
        int first = 0;
        for (int i = 1; i <= microBatches; i++) {
            int end = (int) ((long) outputs.length * i / microBatches);
            List<Mixup.Targets> some = new ArrayList<>();
            for (int k = 0; k < masses.length; k++) {
                Mixup.Targets all = targets.get(k);
                // Nothing may be known of a whole batch.
                double part = masses[k] == 0 ? 0 : mass(all.labels(), first, end) / masses[k];
                some.add(new Mixup.Targets(all.labels(), all.share() * part));
            }
            sum += backward(some, first, end);
            double part = (double) (end - first) / outputs.length;
            statistics.ifPresent(kept -> kept.microBatchEnded(part));
            first = end;
        }
        statistics.ifPresent(RunningStatistics::endMicroBatches);
        return sum;
    }

    private double mass(NDList labels, int first, int end) {
        try (NDManager manager = data.getManager().newSubManager()) {
            return mass(BatchSplit.rows(labels, first, end, manager));
        }
    }

    /** Returns what the loss of some examples weighs in the batch's. */
    private double mass(NDList labels) {
        return trainer.getLoss() instanceof ExampleLoss own
                ? own.mass(labels)
                : labels.get(0).getShape().get(0);
    }

    /** Makes gradients of some examples; returns what they add to the batch's loss. */
    private double backward(List<Mixup.Targets> wanted, int first, int end) {
        try (NDManager manager = data.getManager().newSubManager()) {
            NDList predictions = trainer.forward(BatchSplit.rows(data, first, end, manager));
            NDList results =
                    trainer.getModel().getBlock() instanceof TrainableNetwork.Block ours
                            ? ours.results(predictions)
                            : new NDList(predictions.get(0));
            List<NDArray> parts = new ArrayList<>();
            double loss = 0;
            for (Mixup.Targets each : wanted) {
                NDList some = BatchSplit.rows(each.labels(), first, end, manager);
                NDArray value = trainer.getLoss().evaluate(some, results);
                loss += each.share() * value.toArray()[0].doubleValue();
                parts.add(value.mul(manager.create((float) each.share())));
            }
            if (activityL1 > 0) {
                // A sum over the batch: whatever some examples weigh, theirs counts in full.
                NDArray penalty = ActivityPenalty.of(activityL1, predictions, manager);
                loss += penalty.toArray()[0].doubleValue();
                parts.add(penalty);
            }
            NDArray sum = parts.stream().reduce(NDArray::add).orElseThrow();
            JniUtils.backward((PtNDArray) sum, (PtNDArray) manager.create(1f), false, false);
            Scorer.copy(results, first, end - first, outputs);
            return loss;
        }
    }
}
