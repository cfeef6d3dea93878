package org.tagzoo.zoo.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Keeps the weights of the best epoch so far in a folder for checkpoints.
 *
 * @see EarlyStopping
 */
final class BestWeights extends EpochListener {

    private final EarlyStopping settings;
    private final CheckpointFolder folder;
    private final TrainingTensors tensors;

    /**
     * @param settings by which an epoch is the best
     */
    BestWeights(EarlyStopping settings, CheckpointFolder folder, TrainingTensors tensors) {
        this.settings = settings;
        this.folder = folder;
        this.tensors = tensors;
    }

    @Override
    void epochEnded(List<EpochMetrics> history) {
        int last = history.get(history.size() - 1).epoch();
        if (settings.bestEpoch(history) == last) {
            try {
                folder.saveBest(last, tensors.result());
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }
}
