package org.tagzoo.zoo.torchscript;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Rounds float32 to bfloat16, its upper 16 bits: to the nearest, ties to even, as PyTorch does. */
final class Bfloat16 {

    private static final short NOT_A_NUMBER = 0x7fc0;

    private Bfloat16() {}

    /**
     * Returns little-endian float32 numbers as little-endian bfloat16 numbers.
     *
     * @param floats 4 bytes a number
     */
    static byte[] of(byte[] floats) {
        byte[] rounded = new byte[floats.length / 2];
        FloatBuffer from = TensorWriter.littleEndian(floats).asFloatBuffer();
        ShortBuffer to = TensorWriter.littleEndian(rounded).asShortBuffer();
        while (from.hasRemaining()) {
            to.put(of(from.get()));
        }
        return rounded;
    }

    /** Returns the bits of a number. */
    static short of(float value) {
        if (Float.isNaN(value)) {
            return NOT_A_NUMBER;
        }
        int bits = Float.floatToRawIntBits(value);
        int toEven = 0x7fff + ((bits >>> 16) & 1);
        return (short) ((bits + toEven) >>> 16);
    }
}
