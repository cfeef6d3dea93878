package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTest {

    /** Two columns and three rows, numbered from the top left: 1 2, 3 4, 5 6. */
    private static final RgbImage STORED = numbered(2, 3, 1, 2, 3, 4, 5, 6);

    private static RgbImage numbered(int width, int height, int... values) {
        byte[] pixels = new byte[values.length * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (values[i / 3] + 50 * (i % 3));
        }
        return new RgbImage(width, height, pixels);
    }

    /** By hand, from the table of EXIF: where the first row and the first column are seen. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1, 2, 1 2 3 4 5 6",
        "2, 2, 2 1 4 3 6 5",
        "3, 2, 6 5 4 3 2 1",
        "4, 2, 5 6 3 4 1 2",
        "5, 3, 1 3 5 2 4 6",
        "6, 3, 5 3 1 6 4 2",
        "7, 3, 6 4 2 5 3 1",
        "8, 3, 2 4 6 1 3 5",
    })
    void turnsAsTheImageIsLookedAt(int orientation, int width, String values) {
        int[] numbers = Arrays.stream(values.split(" ")).mapToInt(Integer::parseInt).toArray();
        RgbImage expected = numbered(width, 6 / width, numbers);
        RgbImage upright = ExifOrientation.upright(STORED, orientation);
        assertEquals(width, upright.width());
        assertEquals(6 / width, upright.height());
        assertArrayEquals(expected.pixels(), upright.pixels());
    }

    @Test
    void anUprightImageIsNotCopied() {
        assertSame(STORED, ExifOrientation.upright(STORED, 1));
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
        return ExifOrientation.read(new Bytes(bytes), 3, bytes.length);
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
            assertEquals(1, ExifOrientation.read(new Bytes(Arrays.copyOf(whole, end)), 3, end));
        }
    }
}
