package org.tagzoo.zoo.weights;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** Bytes to unpickle from; always known is how many are left. */
final class PickleInput extends InputStream {

    private final ByteBuffer bytes;

    PickleInput(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int read() {
        return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (!bytes.hasRemaining() && length > 0) {
            return -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(target, offset, count);
        return count;
    }

    /** Returns how many bytes were read. */
    int position() {
        return bytes.position();
    }

    /**
     * Returns whether the next four bytes are a length, and as many bytes as that follow them.
     *
     * <p>Asked before a buffer of that length is made.
     */
    boolean holdsLengthAndContent() {
        if (bytes.remaining() < Integer.BYTES) {
            return false;
        }
        int length = bytes.getInt(bytes.position());
        return length >= 0 && length <= bytes.remaining() - Integer.BYTES;
    }
}
