package org.tagzoo.zoo.training;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A DJL listener that is told of each epoch with all those before it, by a {@link Training}, or by
 * {@code EasyTrain} from what DJL's own listeners measured.
 */
public abstract class EpochListener extends TrainingListenerAdapter {

    private final List<EpochMetrics> history = new ArrayList<>();

    /**
     * Says that an epoch is over.
     *
     * @param history the epochs so far, this one last
     */
    abstract void epochEnded(List<EpochMetrics> history);

    /** Takes over what an earlier process went through. */
    void goOnFrom(List<EpochMetrics> before) {
        history.clear();
        history.addAll(before);
    }

    @Override
    public void onTrainingBegin(Trainer trainer) {
        history.clear();
    }

    @Override
    public final void onEpoch(Trainer trainer) {
        int epoch = history.size() + 1;
        Optional<EpochMetrics> measured =
                trainer instanceof FineTuneTrainer ours ? ours.latestEpoch() : Optional.empty();
        history.add(measured.orElseGet(() -> EpochMetrics.latestOf(trainer, epoch)));
        epochEnded(List.copyOf(history));
    }
}
