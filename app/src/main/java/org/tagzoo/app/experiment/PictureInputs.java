package org.tagzoo.app.experiment;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.tagzoo.datasets.batch.PictureRows;
import org.tagzoo.zoo.training.InputRows;

/**
 * Pictures that are decoded when they are asked for, {@code [size, size, 3]} bytes each: for those
 * that a network sees once.
 */
record PictureInputs(PictureRows pictures) implements InputRows {

    @Override
    public Shape shape() {
        return new Shape(pictures.size(), pictures.size(), 3);
    }

    @Override
    public DataType type() {
        return DataType.UINT8;
    }

    @Override
    public void read(int example, int epoch, ByteBuffer row) throws IOException {
        pictures.fill(example, row);
    }
}
