package org.tagzoo.zoo.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Keeps a checkpoint at the start of each epoch, and within long ones. */
final class Checkpoints extends EpochListener {

    /** Writing checkpoints within an epoch takes at most one part in so many of its time. */
    private static final int SHARE = 20;

    private final CheckpointFolder folder;
    private final Duration interval;
    private final TrainingTensors tensors;
    private final Supplier<TrainingState> state;
    private long lastSave = System.nanoTime();
    private long saveNanos;

    /**
     * @param interval least time between two within an epoch
     * @param state of the training as it is now
     */
    Checkpoints(
            CheckpointFolder folder,
            Duration interval,
            TrainingTensors tensors,
            Supplier<TrainingState> state) {
        this.folder = folder;
        this.interval = interval;
        this.tensors = tensors;
        this.state = state;
    }

    CheckpointFolder folder() {
        return folder;
    }

    @Override
    void epochEnded(List<EpochMetrics> history) {
        try {
            save();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Keeps a checkpoint of the start of an epoch. */
    void save() throws IOException {
        save(new float[0][]);
    }

    boolean isTime() {
        return System.nanoTime() - lastSave >= Math.max(interval.toNanos(), SHARE * saveNanos);
    }

    /**
     * Keeps a checkpoint.
     *
     * @param logits of the epoch's examples so far, in the order of the epoch
     */
    void save(float[][] logits) throws IOException {
        long start = System.nanoTime();
        folder.save(state.get(), tensors.all(logits));
        lastSave = System.nanoTime();
        saveNanos = lastSave - start;
    }
}
