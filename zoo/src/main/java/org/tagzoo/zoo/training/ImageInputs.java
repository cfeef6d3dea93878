package org.tagzoo.zoo.training;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.tagzoo.datasets.batch.ImageRows;

/**
 * Images that are decoded when they are asked for, {@code [size, size, 3]} bytes each: for those
 * that a network sees once.
 */
public record ImageInputs(ImageRows images) implements InputRows {

    @Override
    public Shape shape() {
        return new Shape(images.size(), images.size(), 3);
    }

    @Override
    public DataType type() {
        return DataType.UINT8;
    }

    @Override
    public void read(int example, int epoch, ByteBuffer row) throws IOException {
        images.fill(example, row);
    }
}
