package org.tagzoo.datasets.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The first bytes of a file of rows.
 *
 * @param rows how many there will be
 * @param rowBytes size of each
 * @param done how many are written
 * @param nanos time spent on them
 */
record RowHeader(int rows, int rowBytes, int done, long nanos) {

    static final int BYTES = 64;

    private static final long MAGIC = 0x31_53_57_4f_52_5a_54L; // "TZROWS1"

    boolean fits(int expectedRows, int expectedRowBytes) {
        return rows == expectedRows && rowBytes == expectedRowBytes;
    }

    static Optional<RowHeader> read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
        if (bytes.hasRemaining()) {
            return Optional.empty();
        }
        bytes.flip();
        if (bytes.getLong() != MAGIC) {
            return Optional.empty();
        }
        return Optional.of(
                new RowHeader(bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getLong()));
    }

    void write(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC).putInt(rows).putInt(rowBytes).putInt(done).putLong(nanos);
        bytes.rewind();
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
    }
}
