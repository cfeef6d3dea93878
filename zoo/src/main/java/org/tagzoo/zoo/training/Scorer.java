package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.stream.IntStream;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Runs a network over examples, as in use: batch norm and dropout don't act as in training. */
public final class Scorer {

    private Scorer() {}

    /**
     * Returns the logits of all examples, {@code [N, L]}.
     *
     * @param batchSize examples at a time
     */
    public static float[][] logits(ScriptModule module, Examples examples, int batchSize) {
        float[][] logits = new float[examples.size()][];
        for (int first = 0; first < examples.size(); first += batchSize) {
            int[] indices =
                    IntStream.range(first, Math.min(first + batchSize, examples.size())).toArray();
            try (NDManager manager = module.manager().newSubManager()) {
                NDArray output = module.forward(examples.inputs(manager, indices), false);
                copy(output, indices, logits);
            }
        }
        return logits;
    }

    /** Returns logits as scores by the sigmoid, beside what is true. */
    public static ScoreMatrix scores(float[][] logits, boolean[][] targets) {
        float[][] scores = new float[logits.length][];
        for (int n = 0; n < logits.length; n++) {
            scores[n] = new float[logits[n].length];
            for (int label = 0; label < logits[n].length; label++) {
                scores[n][label] = (float) (1 / (1 + Math.exp(-logits[n][label])));
            }
        }
        return new ScoreMatrix(scores, targets);
    }

    static void copy(NDArray output, int[] indices, float[][] logits) {
        float[] values = output.toFloatArray();
        int labels = values.length / indices.length;
        for (int i = 0; i < indices.length; i++) {
            logits[indices[i]] = java.util.Arrays.copyOfRange(values, i * labels, (i + 1) * labels);
        }
    }
}
