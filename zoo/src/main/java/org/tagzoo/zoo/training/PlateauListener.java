package org.tagzoo.zoo.training;

import ai.djl.training.Trainer;
import java.util.List;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;

/**
 * Tells a {@link ReduceOnPlateau} what each epoch came to. Each training begins with the schedule's
 * first learning rate, whatever it was told before.
 */
public final class PlateauListener extends EpochListener {

    private final ReduceOnPlateau schedule;
    private final EarlyStopping.Metric metric;

    /**
     * @param schedule whose learning rate the trainer's optimiser follows
     * @param metric that it is told
     */
    public PlateauListener(ReduceOnPlateau schedule, EarlyStopping.Metric metric) {
        this.schedule = schedule;
        this.metric = metric;
    }

    @Override
    public void onTrainingBegin(Trainer trainer) {
        goOnFrom(List.of());
    }

    @Override
    void epochEnded(List<EpochMetrics> history) {
        schedule.epochEnded(metric.value(history.get(history.size() - 1)));
    }

    /** Brings the schedule to where it was after these epochs, and no others. */
    @Override
    void goOnFrom(List<EpochMetrics> before) {
        super.goOnFrom(before);
        schedule.restart();
        before.forEach(epoch -> schedule.epochEnded(metric.value(epoch)));
    }
}
