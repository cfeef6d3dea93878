package org.tagzoo.zoo.training;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A DJL listener that is told of each epoch with all those before it, by a {@link Training}, or by
 * {@code EasyTrain} from what DJL's own listeners measured.
 */
public abstract class EpochListener extends TrainingListenerAdapter {

    private final List<EpochMetrics> history = new ArrayList<>();

    /** Returns a listener that passes each epoch on. */
    static EpochListener of(Consumer<EpochMetrics> consumer) {
        return new EpochListener() {
            @Override
            void epochEnded(List<EpochMetrics> history) {
                consumer.accept(history.get(history.size() - 1));
            }
        };
    }

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
    public final void onTrainingBegin(Trainer trainer) {
        history.clear();
    }

    @Override
    public final void onEpoch(Trainer trainer) {
        int next = history.size() + 1;
        history.add(
                trainer instanceof FineTuneTrainer ours && ours.latestEpoch().isPresent()
                        ? ours.latestEpoch().get()
                        : EpochMetrics.latestOf(trainer, next));
        epochEnded(List.copyOf(history));
    }
}
