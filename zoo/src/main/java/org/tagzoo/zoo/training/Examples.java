package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tagzoo.datasets.batch.RowFile;

/**
 * What a network learns from or is tested on: rows of a file, and the labels of each. For one
 * thread.
 *
 * <p>A batch of inputs lies in one buffer that the next batch writes over: it must not be used
 * after that.
 */
public final class Examples {

    private final RowFile file;
    private final Shape rowShape;
    private final DataType type;
    private final int[] rows;
    private final boolean[][] targets;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

    private Examples(RowFile file, Shape rowShape, DataType type, int[] rows, boolean[][] targets) {
        if (rows.length != targets.length) {
            throw new IllegalArgumentException(
                    rows.length + " rows and the labels of " + targets.length);
        }
        if (rowShape.size() * type.getNumOfBytes() != file.rowBytes()) {
            throw new IllegalArgumentException(
                    "Rows of %d bytes can't be %s of shape %s"
                            .formatted(file.rowBytes(), type, rowShape));
        }
        this.file = file;
        this.rowShape = rowShape;
        this.type = type;
        this.rows = rows.clone();
        this.targets = targets;
    }

    /**
     * Returns examples whose inputs are embeddings, float32.
     *
     * @param rows which rows of the file
     * @param targets {@code [N, L]}, a row for each of {@code rows}
     */
    public static Examples ofEmbeddings(RowFile file, int[] rows, boolean[][] targets) {
        Shape shape = new Shape(file.rowBytes() / Float.BYTES);
        return new Examples(file, shape, DataType.FLOAT32, rows, targets);
    }

    /**
     * Returns examples whose inputs are square pictures as bytes.
     *
     * @param size side of the pictures
     */
    public static Examples ofPixels(RowFile file, int size, int[] rows, boolean[][] targets) {
        return new Examples(file, new Shape(size, size, 3), DataType.UINT8, rows, targets);
    }

    /** Returns {@code N}. */
    public int size() {
        return rows.length;
    }

    /** Returns what is true, {@code [N, L]}; not copied. */
    public boolean[][] targets() {
        return targets;
    }

    /** Returns the inputs of some examples, {@code [indices, …]}. */
    NDArray inputs(NDManager manager, int[] indices) {
        int bytes = Math.multiplyExact(indices.length, file.rowBytes());
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        for (int i = 0; i < indices.length; i++) {
            buffer.put(i * file.rowBytes(), file.row(rows[indices[i]]), 0, file.rowBytes());
        }
        Shape shape = new Shape(indices.length).addAll(rowShape);
        return manager.create(buffer.slice(0, bytes).order(ByteOrder.nativeOrder()), shape, type);
    }

    /** Returns the targets of some examples as 0 and 1, float32 {@code [indices, L]}. */
    NDArray targets(NDManager manager, int[] indices) {
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
