package org.tagzoo.benchmarks.endtoend;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.tagzoo.zoo.training.InputRows;

/**
 * Square images that lie in memory.
 *
 * @param all their pixels, {@code [N, size, size, 3]}
 * @param size side of each
 */
record MemoryPixels(ByteBuffer all, int size) {

    static MemoryPixels read(Path file, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer all = ByteBuffer.allocateDirect(Math.toIntExact(channel.size()));
            while (all.hasRemaining() && channel.read(all) >= 0) {
                // until all of it is there
            }
            return new MemoryPixels(all.flip(), size);
        }
    }

    int count() {
        return all.limit() / bytes();
    }

    InputRows rows() {
        return InputRows.inMemory(all, new Shape(size, size, 3), DataType.UINT8);
    }

    private int bytes() {
        return size * size * 3;
    }
}
