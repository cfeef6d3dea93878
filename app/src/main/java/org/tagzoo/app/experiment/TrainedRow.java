package org.tagzoo.app.experiment;

import java.util.List;
import java.util.OptionalDouble;
import org.tagzoo.zoo.training.EpochMetrics;

/**
 * A row that is trained.
 *
 * @param source the network as it is now, and the examples it takes; closed by {@link #close}
 * @param history the epochs of all phases, numbered through
 * @param remarks what a reader of the figures should know
 * @param embeddingSeconds time that the output of frozen stages took; empty if none was kept
 */
record TrainedRow(
        PhaseSource source,
        List<EpochMetrics> history,
        List<String> remarks,
        OptionalDouble embeddingSeconds)
        implements AutoCloseable {

    /** Returns the time of training, that of frozen stages not counted. */
    double seconds() {
        return history.stream().mapToDouble(EpochMetrics::seconds).sum();
    }

    @Override
    public void close() {
        source.close();
    }
}
