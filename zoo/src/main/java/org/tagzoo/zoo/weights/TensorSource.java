package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;
import java.util.Set;

/**
 * Named tensors, each read when it is asked for, as float32 in row-major order.
 *
 * <p>Other number types are rounded to the nearest float32 (float16 and bfloat16 exactly). One
 * source may be read by several threads at a time.
 */
public interface TensorSource extends AutoCloseable {

    /** Returns the file or folder that the tensors come from, for messages. */
    String origin();

    /** Returns the tensors' names, in a fixed order. */
    Set<String> names();

    /**
     * Returns a tensor's shape, outermost dimension first; empty for a scalar.
     *
     * @throws WeightsException if there is no such tensor
     */
    long[] shape(String name) throws WeightsException;

    /**
     * Reads a tensor.
     *
     * @return all its values from position 0 to the limit; not to be written to; may be a view of
     *     the file rather than memory of its own, and stays valid after {@link #close}
     * @throws WeightsException if there is no such tensor, or it can't be read
     */
    FloatBuffer read(String name) throws WeightsException;

    @Override
    void close() throws WeightsException;
}
