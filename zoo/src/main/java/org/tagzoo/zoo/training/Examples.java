package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tagzoo.datasets.dataset.TargetForm;

/**
 * What a network learns from or is tested on: inputs, and the labels of each.
 *
 * @param inputs {@code N} of them
 * @param targets what is true, {@code [N, L]}; not copied
 * @param form in which a loss takes them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Examples(InputRows inputs, boolean[][] targets, TargetForm form) {

    /** Examples with any number of labels each. */
    public Examples(InputRows inputs, boolean[][] targets) {
        this(inputs, targets, TargetForm.MULTI_HOT);
    }

    /** Returns {@code N}. */
    public int size() {
        return targets.length;
    }

    /** Returns the targets of some examples in their form. */
    NDArray targets(NDManager manager, int[] indices) {
        return switch (form) {
            case MULTI_HOT -> multiHot(manager, indices);
            case CLASS_INDEX -> classes(manager, indices);
        };
    }

    private NDArray classes(NDManager manager, int[] indices) {
        return manager.create(Arrays.stream(indices).mapToLong(this::classOf).toArray());
    }

    private int classOf(int example) {
        boolean[] labels = targets[example];
        int[] found = IntStream.range(0, labels.length).filter(n -> labels[n]).toArray();
        if (found.length == 1) {
            return found[0];
        }
        throw new IllegalArgumentException(
                "Example %d has %s: a class index needs exactly one"
                        .formatted(
                                example,
                                found.length == 0
                                        ? "no label"
                                        : "the labels %d and %d".formatted(found[0], found[1])));
    }

    private NDArray multiHot(NDManager manager, int[] indices) {
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
