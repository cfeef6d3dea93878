package org.tagzoo.zoo.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.tagzoo.datasets.file.Sha256;

/**
 * Named tensors, each read when it is asked for, as float32 in row-major order.
 *
 * <p>Other number types are rounded to the nearest float32 (float16 and bfloat16 exactly). One
 * source may be read by several threads at a time.
 */
public interface TensorSource extends AutoCloseable {

    /** Returns the file or folder that the tensors come from, for messages. */
    String origin();

    /**
     * Returns which of a file's tensors these are and what was passed over, in words, such as
     * {@code 'state_dict', not 'ema' (122 tensors)}; empty where nothing had to be chosen.
     */
    default String choice() {
        return "";
    }

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

    /**
     * Writes a tensor's values to a buffer as float32, in the buffer's byte order. From a file they
     * are read piece by piece or straight into the buffer, without memory for a second copy of
     * them.
     *
     * @param target its position moves behind the values
     * @throws java.nio.BufferOverflowException if it has no room for them
     * @throws WeightsException if there is no such tensor, or it can't be read
     */
    default void read(String name, ByteBuffer target) throws WeightsException {
        FloatBuffer values = read(name);
        int size = Math.multiplyExact(values.remaining(), Float.BYTES);
        target.asFloatBuffer().put(values);
        target.position(target.position() + size);
    }

    /**
     * Returns the type of number that a tensor is stored in, by its name in safetensors: {@code
     * F32}, {@code F16}, {@code BF16}, {@code I64} and so on.
     *
     * @throws WeightsException if there is no such tensor
     */
    default String numberType(String name) throws WeightsException {
        return TensorType.F32.name();
    }

    /**
     * Returns the SHA-256 of some texts, then of all tensors with their names and shapes, in the
     * order of their names.
     */
    default String sha256(String... texts) throws WeightsException {
        Sha256 hash = new Sha256();
        for (String text : texts) {
            hash.addSized(text);
        }
        for (String name : new TreeSet<>(names())) {
            hash.addSized(name + Arrays.toString(shape(name))).add(read(name));
        }
        return hash.hex();
    }

    @Override
    void close() throws WeightsException;
}
