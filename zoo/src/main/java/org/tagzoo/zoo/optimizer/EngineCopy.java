package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.tagzoo.zoo.torchscript.EngineValues;
import org.tagzoo.zoo.weights.TensorMap;

/** Running values on their way into a checkpoint and back. */
final class EngineCopy {

    private EngineCopy() {}

    /**
     * Adds an array to tensors, to be read from the engine when it is asked for.
     *
     * @param id of the parameter that it belongs to, for the error
     * @throws IllegalStateException if it is not float32
     */
    static void put(TensorMap tensors, String name, String id, NDArray array) {
        if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalStateException(
                    "Parameter '%s' is %s: only the state of float32 weights can be kept"
                            .formatted(id, array.getDataType()));
        }
        tensors.put(name, new long[] {array.size()}, () -> EngineValues.read(array));
    }

    /**
     * Returns values that were restored one after the other as an array of their weight's shape,
     * and closes the former.
     *
     * @param what they are, for the error if there are too few or too many
     */
    static NDArray shaped(NDArray values, String what, Shape shape) {
        if (values.size() != shape.size()) {
            throw new IllegalArgumentException(
                    "The %s has %d values, its weight is %s with %d: the state is another network's"
                            .formatted(what, values.size(), shape, shape.size()));
        }
        try (values) {
            return values.reshape(shape);
        }
    }
}
