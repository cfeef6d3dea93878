package org.tagzoo.zoo.training;

import java.util.List;
import java.util.Optional;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.schedule.Schedule;

/** Tells a schedule that depends on what it is told of each epoch; others need nothing. */
final class FollowedSchedule {

    private final EarlyStopping.Metric metric;
    private final Optional<ReduceOnPlateau> plateau;
    private final Optional<ReduceOnPlateau.State> start;

    /**
     * @param metric what it is told
     */
    FollowedSchedule(Schedule schedule, EarlyStopping.Metric metric) {
        this.metric = metric;
        plateau =
                schedule instanceof ReduceOnPlateau reduce ? Optional.of(reduce) : Optional.empty();
        start = plateau.map(ReduceOnPlateau::state);
    }

    void epochEnded(EpochMetrics epoch) {
        plateau.ifPresent(schedule -> schedule.epochEnded(metric.value(epoch)));
    }

    /** Brings the schedule to where it was after these epochs, and no others. */
    void replay(List<EpochMetrics> history) {
        plateau.ifPresent(schedule -> schedule.restore(start.orElseThrow()));
        history.forEach(this::epochEnded);
    }
}
