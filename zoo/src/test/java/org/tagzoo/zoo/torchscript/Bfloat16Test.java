package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bfloat16Test {

    /** As PyTorch 2.7.1 has {@code torch.tensor(x).bfloat16().view(torch.int16)}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0x0000",
        "-0.0, 0x8000",
        "1, 0x3f80",
        "1.00390625, 0x3f80",
        "1.01171875, 0x3f82",
        "1.0040, 0x3f81",
        "-3.14159265, 0xc049",
        "3.4028235e38, 0x7f80",
        "1e-45, 0x0000",
        "NaN, 0x7fc0",
        "-Infinity, 0xff80",
    })
    void numbersAreRoundedToTheNearestAndTiesToEven(float value, String bits) {
        assertEquals(
                Integer.decode(bits), Short.toUnsignedInt(Bfloat16.of(value)), () -> "" + value);
    }

    @Test
    void theBytesAreLittleEndian() {
        byte[] floats = new byte[8];
        TensorWriter.littleEndian(floats).putFloat(1).putFloat(-3.1415927f);
        assertArrayEquals(new byte[] {(byte) 0x80, 0x3f, 0x49, (byte) 0xc0}, Bfloat16.of(floats));
    }
}
