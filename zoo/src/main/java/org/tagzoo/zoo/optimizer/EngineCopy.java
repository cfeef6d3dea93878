package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Running values on their way between Java's memory and the engine's. */
final class EngineCopy {

    private EngineCopy() {}

    /**
     * Returns an array in the engine's own memory.
     *
     * @param what they are, for the error if there are too few or too many
     */
    static NDArray of(NDManager manager, String what, float[] values, Shape shape) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "The %s has %d values, its weight is %s with %d: the state is another network's"
                            .formatted(what, values.length, shape, shape.size()));
        }
        // What is made from Java's numbers lies in Java's memory, the duplicate in the engine's.
        try (NDArray inJava = manager.create(values, shape)) {
            return inJava.duplicate();
        }
    }

    static float[] toJava(String id, NDArray array) {
        if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalStateException(
                    "Parameter '%s' is %s: only the state of float32 weights can be kept"
                            .formatted(id, array.getDataType()));
        }
        return array.toFloatArray();
    }
}
