package org.tagzoo.zoo.training;

import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import java.util.List;

/**
 * Ends training as {@link EarlyStopping} says, by DJL's own exception, which ends {@code
 * EasyTrain.fit} too. It compares with the best epoch so far, where DJL's own listener compares
 * with the one before. Weights are those of the last epoch then; {@link Training} takes the best
 * epoch's.
 */
public final class StopEarly extends EpochListener {

    private final EarlyStopping settings;

    public StopEarly(EarlyStopping settings) {
        this.settings = settings;
    }

    @Override
    void epochEnded(List<EpochMetrics> history) {
        if (settings.stops(history)) {
            throw new EarlyStoppedException(
                    history.size(),
                    "The best epoch so far is %d by %s, %d epochs ago"
                            .formatted(
                                    settings.bestEpoch(history),
                                    settings.metric(),
                                    settings.patience()));
        }
    }
}
