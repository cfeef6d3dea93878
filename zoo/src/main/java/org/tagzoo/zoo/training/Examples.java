package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * What a network learns from or is tested on: inputs, and the labels of each.
 *
 * @param inputs {@code N} of them
 * @param targets what is true, {@code [N, L]}; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Examples(InputRows inputs, boolean[][] targets) {

    /** Returns {@code N}. */
    public int size() {
        return targets.length;
    }

    /** Returns the targets of some examples as 0 and 1, float32 {@code [indices, L]}. */
    NDArray targets(NDManager manager, int[] indices) {
        int labels = targets[0].length;
        float[] values = new float[indices.length * labels];
        for (int i = 0; i < indices.length; i++) {
            for (int label = 0; label < labels; label++) {
                values[i * labels + label] = targets[indices[i]][label] ? 1 : 0;
            }
        }
        return manager.create(values, new Shape(indices.length, labels));
    }
}
