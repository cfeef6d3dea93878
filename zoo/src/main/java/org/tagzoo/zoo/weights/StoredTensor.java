package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * A tensor's place in a file.
 *
 * @param type of its numbers, little-endian
 * @param position of its first number in the file
 * @param shape outermost dimension first
 * @param strides how many numbers further the next one of each dimension lies; as many as there are
 *     dimensions
 */
record StoredTensor(TensorType type, long position, List<Long> shape, List<Long> strides) {

    /** Bytes that are read at a time where numbers are converted; fewer are not mapped. */
    private static final int PIECE = 1 << 18;

    private static final long MOST_BYTES = Integer.MAX_VALUE;

    /** A tensor whose numbers lie one after the other, row by row. */
    static StoredTensor contiguous(TensorType type, long position, List<Long> shape) {
        return new StoredTensor(type, position, shape, rowMajor(shape));
    }

    private static List<Long> rowMajor(List<Long> shape) {
        Long[] strides = new Long[shape.size()];
        // Without numbers, strides say nothing, and the product of the other sizes may be anything.
        long stride = shape.contains(0L) ? 0 : 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride = Math.multiplyExact(stride, Math.max(1, shape.get(i)));
        }
        return List.of(strides);
    }

    /**
     * Returns how many numbers it has.
     *
     * @throws ArithmeticException if a long can't say it
     */
    long count() {
        long count = 1;
        for (long size : shape) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    /**
     * Returns how many numbers lie between the first and the last, both counted; 0 if it is empty.
     *
     * @throws ArithmeticException if a long can't say it
     */
    long span() {
        long last = 0;
        for (int i = 0; i < shape.size(); i++) {
            last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
        }
        return count() == 0 ? 0 : Math.addExact(last, 1);
    }

    long[] shapeArray() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** Returns the values: a view of the file where they are float32 and lie row by row. */
    FloatBuffer read(FileChannel channel) throws IOException {
        require(span() * type.sizeInBytes());
        require(count() * Float.BYTES);
        ByteBuffer bytes = bytes(channel, position, span() * type.sizeInBytes());
        FloatBuffer inFile = type.toFloats(bytes.order(ByteOrder.LITTLE_ENDIAN));
        if (isContiguous()) {
            return inFile;
        }
        FloatBuffer values = FloatBuffer.allocate((int) count());
        gather(inFile, 0, 0, values);
        return values.flip();
    }

    /**
     * Writes the values to a buffer, as float32 in the buffer's byte order.
     *
     * @param target has room for {@link #count} of them; its position moves behind them
     */
    void read(FileChannel channel, ByteBuffer target) throws IOException {
        if (!isContiguous()) {
            FloatBuffer values = read(channel);
            target.asFloatBuffer().put(values);
            target.position(target.position() + values.limit() * Float.BYTES);
        } else if (type == TensorType.F32 && target.order() == ByteOrder.LITTLE_ENDIAN) {
            int size = (int) require(count() * Float.BYTES);
            fill(channel, position, target.slice(target.position(), size));
            target.position(target.position() + size);
        } else {
            convert(channel, target);
        }
    }

    private void convert(FileChannel channel, ByteBuffer target) throws IOException {
        long size = require(count() * type.sizeInBytes());
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(size, PIECE));
        for (long done = 0; done < size; done += piece.limit()) {
            piece.clear().limit((int) Math.min(size - done, PIECE));
            fill(channel, position + done, piece);
            piece.flip().order(ByteOrder.LITTLE_ENDIAN);
            FloatBuffer values = type.toFloats(piece);
            int bytes = values.remaining() * Float.BYTES;
            target.asFloatBuffer().put(values);
            target.position(target.position() + bytes);
        }
    }

    /** Reads from a place until a buffer is full. */
    static void fill(FileChannel channel, long position, ByteBuffer target) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            if (channel.read(target, position + target.position() - start) < 0) {
                throw new IOException("the file ends early");
            }
        }
    }

    /** Returns bytes of a file: mapped if they are many, read if mapping would take longer. */
    static ByteBuffer bytes(FileChannel channel, long position, long size) throws IOException {
        if (size > PIECE) {
            return channel.map(FileChannel.MapMode.READ_ONLY, position, size);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        fill(channel, position, bytes);
        return bytes.flip();
    }

    private boolean isContiguous() {
        List<Long> wanted = rowMajor(shape);
        for (int i = 0; i < shape.size(); i++) {
            // Where there is one row or none, its stride says nothing.
            if (shape.get(i) > 1 && !wanted.get(i).equals(strides.get(i))) {
                return count() == 0;
            }
        }
        return true;
    }

    private void gather(FloatBuffer inFile, int dimension, int at, FloatBuffer values) {
        if (dimension == shape.size()) {
            values.put(inFile.get(at));
            return;
        }
        int stride = Math.toIntExact(strides.get(dimension));
        for (int i = 0; i < shape.get(dimension); i++) {
            gather(inFile, dimension + 1, at + i * stride, values);
        }
    }

    private static long require(long bytes) throws IOException {
        if (bytes > MOST_BYTES) {
            throw new IOException(
                    "it has %d bytes, more than the 2 GiB that can be read at once"
                            .formatted(bytes));
        }
        return bytes;
    }
}
