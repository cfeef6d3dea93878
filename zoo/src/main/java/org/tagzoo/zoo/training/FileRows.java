package org.tagzoo.zoo.training;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.tagzoo.datasets.batch.RowFile;

/**
 * Inputs that are rows of a file, the same in each epoch.
 *
 * @param file pixels, or what a frozen part of a network made of them
 * @param shape of one input
 * @param type of its numbers
 * @param rows which row of the file each example is
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record FileRows(RowFile file, Shape shape, DataType type, int[] rows) implements InputRows {

    public FileRows {
        rows = rows.clone();
        if (shape.size() * type.getNumOfBytes() != file.rowBytes()) {
            throw new IllegalArgumentException(
                    "Rows of %d bytes can't be %s of shape %s"
                            .formatted(file.rowBytes(), type, shape));
        }
    }

    /**
     * Returns square images as bytes, {@code [size, size, 3]}.
     *
     * @param size side of the images
     */
    public static FileRows ofPixels(RowFile file, int size, int[] rows) {
        return new FileRows(file, new Shape(size, size, 3), DataType.UINT8, rows);
    }

    @Override
    public void read(int example, int epoch, ByteBuffer row) {
        row.put(0, file.row(rows[example]), 0, file.rowBytes());
    }
}
