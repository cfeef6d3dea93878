package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
