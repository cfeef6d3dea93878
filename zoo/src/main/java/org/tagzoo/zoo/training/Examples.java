package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.label.Unknown;

/**
 * What a network learns from or is tested on: inputs, and the labels of each.
 *
 * @param inputs {@code N} of them
 * @param targets what is true, {@code [N, L]}; not copied
 * @param unknown which of the targets are {@link Unknown}
 * @param form in which a loss takes them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Examples(
        InputRows inputs, boolean[][] targets, boolean[][] unknown, TargetForm form) {

    public Examples {
        Unknown.check(targets, unknown);
    }

    /** Examples with any number of labels each. */
    public Examples(InputRows inputs, boolean[][] targets) {
        this(inputs, targets, TargetForm.MULTI_HOT);
    }

    /** Examples of which all labels are known. */
    public Examples(InputRows inputs, boolean[][] targets, TargetForm form) {
        this(inputs, targets, Unknown.NONE, form);
    }

    /** Returns {@code N}. */
    public int size() {
        return targets.length;
    }

    /** Returns the targets of some examples in their form, and which are known if not all are. */
    NDList labels(NDManager manager, int[] indices) {
        NDList labels =
                new NDList(
                        form == TargetForm.CLASS_INDEX
                                ? classes(manager, indices)
                                : multiHot(manager, indices, (n, label) -> targets[n][label]));
        if (unknown.length > 0) {
            labels.add(multiHot(manager, indices, (n, label) -> !unknown[n][label]));
        }
        return labels;
    }

    private interface Truth {
        boolean of(int example, int label);
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

    private NDArray multiHot(NDManager manager, int[] indices, Truth truth) {
        int labels = targets[0].length;
        float[] values = new float[indices.length * labels];
        for (int i = 0; i < indices.length; i++) {
            for (int label = 0; label < labels; label++) {
                values[i * labels + label] = truth.of(indices[i], label) ? 1 : 0;
            }
        }
        return manager.create(values, new Shape(indices.length, labels));
    }
}
