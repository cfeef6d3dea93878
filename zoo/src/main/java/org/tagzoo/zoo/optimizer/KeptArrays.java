package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tagzoo.zoo.torchscript.EngineValues;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * Running values in the engine's memory, by name. What was restored from a checkpoint is a vector
 * until it is first asked for with the shape of its weight.
 */
final class KeptArrays {

    private final NDManager manager;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    KeptArrays(NDManager manager) {
        this.manager = manager;
    }

    boolean has(String name) {
        return arrays.containsKey(name);
    }

    NDArray put(String name, NDArray array) {
        array.attach(manager);
        arrays.put(name, array);
        return array;
    }

    /**
     * Returns values that there are.
     *
     * @param what they are, for the error if there are too few or too many
     */
    NDArray get(String name, String what, Shape shape) {
        NDArray values = arrays.get(name);
        if (values.getShape().equals(shape)) {
            return values;
        }
        if (values.size() != shape.size()) {
            throw new IllegalArgumentException(
                    "The %s has %d values, its weight is %s with %d: the state is another network's"
                            .formatted(what, values.size(), shape, shape.size()));
        }
        try (values) {
            return put(name, values.reshape(shape));
        }
    }

    /**
     * Returns all, to be read from the engine when they are asked for.
     *
     * @param source of the tensors, for errors
     * @param id of the parameter that they belong to, for the error; null where names are such
     * @throws IllegalStateException if one is not float32
     */
    TensorMap tensors(String source, String id) {
        TensorMap tensors = new TensorMap(source);
        arrays.forEach(
                (name, array) -> {
                    if (array.getDataType() != DataType.FLOAT32) {
                        throw new IllegalStateException(
                                "Parameter '%s' is %s: only the state of float32 weights can be kept"
                                        .formatted(id == null ? name : id, array.getDataType()));
                    }
                    long[] size = {array.size()};
                    tensors.put(name, size, () -> EngineValues.read(array));
                });
        return tensors;
    }

    /** Forgets everything and reads all tensors of a source, one at a time. */
    void restore(TensorSource source) throws WeightsException {
        clear();
        for (String name : source.names()) {
            arrays.put(name, EngineValues.vector(manager, source.read(name)));
        }
    }

    void clear() {
        arrays.values().forEach(NDArray::close);
        arrays.clear();
    }
}
