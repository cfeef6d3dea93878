package org.tagzoo.zoo.training;

import java.util.List;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;

/** Tells a {@link ReduceOnPlateau} what each epoch came to. */
public final class PlateauListener extends EpochListener {

    private final ReduceOnPlateau schedule;
    private final EarlyStopping.Metric metric;
    private final ReduceOnPlateau.State start;

    /**
     * @param schedule whose learning rate the trainer's optimiser follows
     * @param metric that it is told
     */
    public PlateauListener(ReduceOnPlateau schedule, EarlyStopping.Metric metric) {
        this.schedule = schedule;
        this.metric = metric;
        this.start = schedule.state();
    }

    @Override
    void epochEnded(List<EpochMetrics> history) {
        schedule.epochEnded(metric.value(history.get(history.size() - 1)));
    }

    /** Brings the schedule to where it was after these epochs, and no others. */
    @Override
    void goOnFrom(List<EpochMetrics> before) {
        super.goOnFrom(before);
        schedule.restore(start);
        before.forEach(epoch -> schedule.epochEnded(metric.value(epoch)));
    }
}
