package org.tagzoo.app.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages and records against those of TensorBoard's own package: {@code make_events.py}. */
class EventFileTest {

    private static final byte[] PNG = {(byte) 0x89, 0x50, 0x4E, 0x47};

    @TempDir Path folder;

    private static String golden(String name) throws IOException {
        try (InputStream in = EventFileTest.class.getResourceAsStream("events.json")) {
            JsonNode all = new ObjectMapper().readTree(in);
            return all.required(name).textValue();
        }
    }

    private static void assertGolden(String name, Message message) throws IOException {
        assertEquals(golden(name), HexFormat.of().formatHex(message.toBytes().toByteArray()), name);
    }

    @Test
    void messagesAreThoseOfTensorBoard() throws Exception {
        assertGolden("scalar", Summaries.scalar("loss/train", 0.625));
        assertGolden("image", Summaries.image("filters", 3, 2, PNG));
        float[] values = {-1.5f, -1e-3f, 0, 0, 2e-13f, 0.25f, 0.26f, 3};
        assertGolden("histogram", Summaries.histogram("fc.weight", FloatBuffer.wrap(values)));
        assertGolden("number", Summaries.begin(Map.of("batchSize", 64)));
        assertGolden("bool", Summaries.begin(Map.of("nesterov", true)));
        assertGolden("text", Summaries.begin(Map.of("model", "cnn")));
        assertGolden("end", Summaries.end());
    }

    /** The record of an event, but for the time in it. */
    @Test
    void recordsAreThoseOfTensorBoard() throws Exception {
        EventFile.open(folder).add(3, "loss/train", Summaries.scalar("loss/train", 0.625));
        byte[] written = Files.readAllBytes(file());
        byte[] record = HexFormat.of().parseHex(golden("record"));
        byte[] found = Arrays.copyOfRange(written, written.length - record.length, written.length);
        // 12 bytes of length and its checksum, a byte of tag, then the time.
        System.arraycopy(record, 13, found, 13, Double.BYTES);
        int end = found.length - Integer.BYTES;
        ByteBuffer.wrap(found)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(end, EventFile.checksum(found, 12, end - 12));
        assertArrayEquals(record, found);
    }

    /** The check value of CRC-32C is e3069283; turned right by 15 and moved by a282ead8. */
    @Test
    void checksumsAreMasked() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                ((0xe3069283 >>> 15) | (0xe3069283 << 17)) + 0xa282ead8,
                EventFile.checksum(digits, 0, digits.length));
    }

    private Path file() {
        return folder.resolve(EventFile.NAME);
    }

    private void add(EventFile events, long step, String tag) throws IOException {
        events.add(step, tag, Summaries.scalar(tag, (double) step));
    }

    @Test
    void whatIsThereIsNotWrittenAgain() throws Exception {
        EventFile first = EventFile.open(folder);
        add(first, 1, "a");
        add(first, 1, "b");
        add(first, 1, "a");
        byte[] before = Files.readAllBytes(file());
        EventFile again = EventFile.open(folder);
        add(again, 1, "a");
        add(again, 1, "b");
        assertArrayEquals(before, Files.readAllBytes(file()));
        add(again, 2, "a");
        byte[] after = Files.readAllBytes(file());
        assertTrue(after.length > before.length);
        assertArrayEquals(before, Arrays.copyOf(after, before.length));
    }

    /** Wherever a process was killed: the whole records stay, and what is missing follows. */
    @Test
    void halfARecordIsCutOff() throws Exception {
        EventFile events = EventFile.open(folder);
        add(events, 1, "a");
        int whole = (int) Files.size(file());
        add(events, 2, "a");
        byte[] all = Files.readAllBytes(file());
        for (int length = whole; length < all.length; length++) {
            Files.write(file(), Arrays.copyOf(all, length));
            EventFile opened = EventFile.open(folder);
            assertEquals(whole, Files.size(file()), "cut at " + length);
            add(opened, 1, "a");
            assertEquals(whole, Files.size(file()), "cut at " + length);
            add(opened, 2, "a");
            assertEquals(all.length, Files.size(file()), "cut at " + length);
        }
        Files.write(file(), new byte[0]);
        add(EventFile.open(folder), 1, "a");
        assertEquals(whole, Files.size(file()));
    }

    /** A byte that was changed is found by its checksum: that record and those after it go. */
    @Test
    void aSpoiltRecordIsCutOff() throws Exception {
        EventFile events = EventFile.open(folder);
        add(events, 1, "a");
        int whole = (int) Files.size(file());
        add(events, 2, "a");
        byte[] all = Files.readAllBytes(file());
        all[all.length - 7] ^= 1;
        Files.write(file(), all);
        EventFile.open(folder);
        assertEquals(whole, Files.size(file()));
    }
}
