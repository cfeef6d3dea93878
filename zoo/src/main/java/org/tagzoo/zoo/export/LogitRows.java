package org.tagzoo.zoo.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a network gave, taken out of native memory. */
final class LogitRows {

    private LogitRows() {}

    /**
     * Returns the logits of each image.
     *
     * @param list one array {@code [N, L]} of float32
     */
    static List<float[]> of(NDList list) {
        NDArray array = list.singletonOrThrow();
        Shape shape = array.getShape();
        if (shape.dimension() != 2) {
            throw new IllegalArgumentException(
                    "The network gave %s, not (images, labels)".formatted(shape));
        }
        int labels = Math.toIntExact(shape.get(1));
        float[] values = array.toFloatArray();
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < values.length; from += labels) {
            rows.add(Arrays.copyOfRange(values, from, from + labels));
        }
        return rows;
    }
}
