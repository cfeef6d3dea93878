package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.stream.IntStream;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.score.ScoreMatrix;

/** Says what a network's outputs for a part are worth after an epoch. */
record EpochEvaluation(Training settings) {

    Metrics metrics(float[][] outputs, Examples part) {
        ScoreMatrix scores = new ScoreMatrix(settings.task.scores(outputs), part.targets());
        return settings.task.ofEpoch(scores, settings.threshold);
    }

    /** In double, row by row; by a loss of DJL's own over the whole part at once. */
    double loss(float[][] outputs, Examples part) {
        if (settings.loss instanceof ExampleLoss exact) {
            return exact.evaluate(outputs, part.targets());
        }
        try (NDManager manager = settings.network.newManager()) {
            int[] all = IntStream.range(0, part.size()).toArray();
            NDList labels = new NDList(part.targets(manager, all));
            NDArray value = settings.loss.evaluate(labels, new NDList(manager.create(outputs)));
            return value.toArray()[0].doubleValue();
        }
    }

    /** The last update of an epoch may have spoilt the weights: no loss was computed with them. */
    static void requireFinite(float[][] outputs) {
        for (float[] row : outputs) {
            for (float logit : row) {
                if (!Float.isFinite(logit)) {
                    throw new TrainingException("The network's output is " + logit);
                }
            }
        }
    }
}
