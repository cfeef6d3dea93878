package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifTest {

    @ParameterizedTest
    @CsvSource({"jpg, 17", "png, 17", "webp, 17", "tif, 9"})
    void cameraAndHourAreReadInEachFormat(String format, int hour) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("exif/camera." + format)) {
            ImageHeader header = ImageHeader.read(in.readAllBytes());
            assertEquals(
                    new Exif(6, Optional.of("Canon EOS 5D"), OptionalInt.of(hour)), header.exif());
            assertEquals(1, header.uprightWidth());
            assertEquals(2, header.uprightHeight());
        }
    }

    /** A block with another tag before that of the orientation. */
    private static ByteBuffer block(ByteOrder order, int type, int value) {
        ByteBuffer block = ByteBuffer.allocate(3 + 8 + 2 + 2 * 12).order(order);
        block.position(3);
        block.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'));
        block.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'));
        block.putShort((short) 42).putInt(8).putShort((short) 2);
        block.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(77);
        block.putShort((short) 0x0112).putShort((short) type).putInt(1);
        return block.putShort((short) value).putShort((short) 0);
    }

    private static int read(ByteBuffer block) {
        byte[] bytes = new byte[block.capacity()];
        block.get(0, bytes);
        return Exif.read(new Bytes(bytes), 3, bytes.length).orientation();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void isReadInBothByteOrders(int value) {
        assertEquals(value, read(block(ByteOrder.LITTLE_ENDIAN, 3, value)));
        assertEquals(value, read(block(ByteOrder.BIG_ENDIAN, 3, value)));
    }

    @Test
    void nonsenseIsUpright() {
        assertEquals(1, read(block(ByteOrder.LITTLE_ENDIAN, 3, 0)));
        assertEquals(1, read(block(ByteOrder.LITTLE_ENDIAN, 3, 9)));
        assertEquals(1, read(block(ByteOrder.BIG_ENDIAN, 4, 6)), "not of the type SHORT");
        ByteBuffer far = block(ByteOrder.LITTLE_ENDIAN, 3, 6);
        far.putInt(3 + 4, 1 << 20);
        assertEquals(1, read(far), "a directory beyond the end");
        ByteBuffer before = block(ByteOrder.LITTLE_ENDIAN, 3, 6);
        before.putInt(3 + 4, -1);
        assertEquals(1, read(before));
        ByteBuffer many = block(ByteOrder.LITTLE_ENDIAN, 3, 6);
        many.putShort(3 + 8, (short) 1);
        assertEquals(1, read(many), "the entry is behind those of the directory");
        ByteBuffer other = block(ByteOrder.LITTLE_ENDIAN, 3, 6);
        other.put(3, (byte) 'X');
        assertEquals(1, read(other));
    }

    /** Wherever a block ends, nothing beyond it is read. */
    @Test
    void aBlockThatIsCutIsUpright() {
        byte[] whole = block(ByteOrder.LITTLE_ENDIAN, 3, 6).array();
        for (int end = 3; end < whole.length; end++) {
            assertEquals(Exif.NONE, Exif.read(new Bytes(Arrays.copyOf(whole, end)), 3, end));
        }
    }
}
