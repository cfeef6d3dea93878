package org.tagzoo.zoo.schedule;

import ai.djl.training.tracker.ParameterTracker;
import ai.djl.training.tracker.Tracker;

/**
 * A DJL tracker that keeps its value as a double and counts updates from 0 over the whole training:
 * update {@code k} uses what PyTorch's scheduler holds after {@code k} calls of {@code step()}.
 *
 * <p>DJL's own optimisers ask {@link #getNewValue}, which counts from 1 and rounds to float;
 * TagZoo's ask {@link #value}.
 */
@FunctionalInterface
public interface ExactTracker extends Tracker {

    /**
     * Returns the value of an update.
     *
     * @param update number of the update, the first is 0
     * @throws IllegalArgumentException if there is no such update
     */
    double value(long update);

    /** Returns the value of an update that is counted from 1, as DJL does; 0 is taken for 1. */
    @Override
    default float getNewValue(int numUpdate) {
        return (float) value(Math.max(0L, numUpdate - 1L));
    }

    /**
     * Returns what any tracker gives a parameter.
     *
     * @param parameter its name
     * @param update number of the update, the first is 0
     */
    static double value(ParameterTracker tracker, String parameter, long update) {
        return tracker instanceof ExactTracker exact
                ? exact.value(update)
                : tracker.getNewValue(parameter, Math.toIntExact(update + 1));
    }

    /** Returns a tracker of the same value at every update, without an end. */
    static ExactTracker fixed(double value) {
        return from0(update -> value);
    }

    /** Returns a tracker that refuses updates below 0. */
    static ExactTracker from0(ExactTracker values) {
        return update -> {
            if (update < 0) {
                throw new IllegalArgumentException(
                        "Updates are counted from 0, but came " + update);
            }
            return values.value(update);
        };
    }

    /** Returns a tracker that refuses updates below 0 and those more than one past the last. */
    static ExactTracker upTo(long totalUpdates, ExactTracker values) {
        return update -> {
            if (update < 0 || update > totalUpdates) {
                throw new IllegalArgumentException(
                        "Update %d lies outside the schedule of %d updates (0 to %d)"
                                .formatted(update, totalUpdates, totalUpdates));
            }
            return values.value(update);
        };
    }
}
