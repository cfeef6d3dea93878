package org.tagzoo.app.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * An event file, to which summaries are appended. Each record is its length, a checksum of that, an
 * {@code Event} and a checksum of it, as TensorFlow writes TFRecords. What a killed process left of
 * a record is cut off, and a value is not written twice for one step, so that a training that goes
 * on goes on here too.
 */
final class EventFile {

    /** Where TensorBoard finds it. */
    static final String NAME = "events.out.tfevents.0.tagzoo";

    private static final String VERSION = "brain.Event:2";
    private static final int HEAD = Long.BYTES + Integer.BYTES;

    /** Far more than a histogram or an image has. */
    private static final int LONGEST = 1 << 26;

    private final Path file;

    /** Step and tag of each value. */
    private final Set<String> written = new HashSet<>();

    private EventFile(Path file) {
        this.file = file;
    }

    /** Opens a file in a folder, which is made if it is missing. */
    static EventFile open(Path folder) throws IOException {
        EventFile opened = new EventFile(Files.createDirectories(folder).resolve(NAME));
        if (Files.isRegularFile(opened.file)) {
            opened.readOn();
        }
        if (!Files.isRegularFile(opened.file) || Files.size(opened.file) == 0) {
            opened.append(event(0).text(3, VERSION));
        }
        return opened;
    }

    private static Message event(long step) {
        return new Message().number(1, System.currentTimeMillis() / 1e3).whole(2, step);
    }

    /**
     * Appends a value of {@link Summaries}, unless there is one of its tag and step.
     *
     * @param tag its name
     */
    void add(long step, String tag, Message value) throws IOException {
        if (written.add(key(step, tag))) {
            append(event(step).message(5, new Message().message(1, value)));
        }
    }

    private static String key(long step, String tag) {
        return step + " " + tag;
    }

    private void append(Message event) throws IOException {
        byte[] data = event.toBytes().toByteArray();
        ByteBuffer record =
                ByteBuffer.allocate(HEAD + data.length + Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(checksum(record.array(), 0, Long.BYTES));
        record.put(data).putInt(checksum(data, 0, data.length));
        Files.write(file, record.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** CRC-32C, turned and moved so that checksums of checksums differ from them. */
    static int checksum(byte[] bytes, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    /** Reads what is there, and cuts off what is no whole record. */
    private void readOn() throws IOException {
        byte[] all = Files.readAllBytes(file);
        ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        int whole = 0;
        while (bytes.remaining() >= HEAD) {
            int start = bytes.position();
            long length = bytes.getLong();
            boolean isHead = bytes.getInt() == checksum(all, start, Long.BYTES);
            if (!isHead || length > LONGEST || bytes.remaining() < length + Integer.BYTES) {
                break;
            }
            int end = start + HEAD + (int) length;
            if (bytes.getInt(end) != checksum(all, start + HEAD, (int) length)) {
                break;
            }
            note(CodedInputStream.newInstance(all, start + HEAD, (int) length));
            whole = end + Integer.BYTES;
            bytes.position(whole);
        }
        if (whole < all.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole);
            }
        }
    }

    private void note(CodedInputStream event) throws IOException {
        long step = 0;
        String tag = null;
        for (int field = event.readTag(); field != 0; field = event.readTag()) {
            switch (WireFormat.getTagFieldNumber(field)) {
                case 2 -> step = event.readInt64();
                case 5 -> tag = tag(first(first(event.readBytes())));
                default -> event.skipField(field);
            }
        }
        if (tag != null) {
            written.add(key(step, tag));
        }
    }

    /** Returns the first field of a message as it is written here: a summary's value, its tag. */
    private static ByteString first(ByteString message) throws IOException {
        CodedInputStream in = message.newCodedInput();
        return in.readTag() == 0 ? ByteString.EMPTY : in.readBytes();
    }

    private static String tag(ByteString text) {
        return text.toStringUtf8();
    }
}
