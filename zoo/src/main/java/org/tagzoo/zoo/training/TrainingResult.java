package org.tagzoo.zoo.training;

import java.util.List;

/**
 * What came of a training.
 *
 * @param history its epochs, in order
 * @param keptEpoch the epoch whose weights the network now has
 * @param remarks what a reader of the metrics should know, a line each; may be empty
 */
public record TrainingResult(List<EpochMetrics> history, int keptEpoch, List<String> remarks) {

    public TrainingResult {
        history = List.copyOf(history);
        remarks = List.copyOf(remarks);
    }
}
