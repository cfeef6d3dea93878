package org.tagzoo.zoo.training;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Several views of the same examples, taken in turn: epoch 1 reads the first, and after the last
 * comes the first again.
 *
 * @param plain the examples unaltered, for when the network is judged
 * @param views of equal shape, at least 1
 */
public record ViewRows(InputRows plain, List<InputRows> views) implements InputRows {

    public ViewRows {
        views = List.copyOf(views);
        if (views.isEmpty()) {
            throw new IllegalArgumentException("There must be 1 view or more");
        }
    }

    @Override
    public Shape shape() {
        return plain.shape();
    }

    @Override
    public DataType type() {
        return plain.type();
    }

    @Override
    public void read(int example, int epoch, ByteBuffer row) throws IOException {
        InputRows view = epoch == AS_JUDGED ? plain : views.get((epoch - 1) % views.size());
        view.read(example, epoch, row);
    }
}
