package org.tagzoo.app.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A protocol buffer that is put together field by field, by the numbers that TensorFlow's and
 * TensorBoard's definitions give them.
 */
final class Message {

    private final ByteString.Output bytes = ByteString.newOutput();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** Writes a field. */
    private interface Field {
        void write(CodedOutputStream out) throws IOException;
    }

    private Message with(Field field) {
        try {
            field.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory
        }
        return this;
    }

    Message text(int number, String value) {
        return with(to -> to.writeString(number, value));
    }

    Message number(int number, double value) {
        return with(to -> to.writeDouble(number, value));
    }

    Message number(int number, float value) {
        return with(to -> to.writeFloat(number, value));
    }

    Message whole(int number, long value) {
        return with(to -> to.writeInt64(number, value));
    }

    Message bytes(int number, ByteString value) {
        return with(to -> to.writeBytes(number, value));
    }

    Message message(int number, Message value) {
        return bytes(number, value.toBytes());
    }

    /** Numbers one after the other, without a tag each. */
    Message packed(int number, List<Double> values) {
        return with(
                to -> {
                    to.writeTag(number, 2);
                    to.writeUInt32NoTag(values.size() * Double.BYTES);
                    for (double value : values) {
                        to.writeDoubleNoTag(value);
                    }
                });
    }

    ByteString toBytes() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteString();
    }
}
