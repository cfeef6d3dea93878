package org.tagzoo.zoo.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes tensors: the bytes of each are a file of the archive, which the pickled object names. */
final class TensorWriter {

    private final AlignedZip zip;
    private final PickleWriter pickle;
    private int storages;

    TensorWriter(AlignedZip zip, PickleWriter pickle) {
        this.zip = zip;
        this.pickle = pickle;
    }

    /** Writes float32 values, row by row. */
    void write(float[] values, List<Integer> shape) throws IOException {
        byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, values.length)];
        littleEndian(bytes).asFloatBuffer().put(values);
        write("FloatStorage", shape, strides(shape), bytes, false);
    }

    /** Writes signed bytes, row by row. */
    void write(byte[] values, List<Integer> shape) throws IOException {
        write("CharStorage", shape, strides(shape), values, false);
    }

    void write(
            String storage,
            List<Integer> shape,
            List<Integer> strides,
            byte[] bytes,
            boolean trained)
            throws IOException {
        int count = shape.stream().reduce(1, Math::multiplyExact);
        String key = String.valueOf(storages++);
        zip.entry("data/" + key, bytes);
        pickle.global("torch._utils", "_rebuild_tensor_v2").tuple();
        pickle.tuple()
                .text("storage")
                .global("torch", storage)
                .text(key)
                .text("cpu")
                .integer(count)
                .endTuple();
        pickle.persistent().integer(0).integers(shape).integers(strides).bool(trained);
        pickle.global("collections", "OrderedDict").emptyTuple().call();
        pickle.endTuple().call();
    }

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns how many values lie from one to the next in each direction, row by row. */
    static List<Integer> strides(List<Integer> shape) {
        List<Integer> strides = new ArrayList<>(shape);
        int stride = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            strides.set(i, stride);
            stride *= shape.get(i);
        }
        return strides;
    }
}
