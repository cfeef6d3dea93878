package org.tagzoo.zoo.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Number types of stored tensors, under the names that safetensors gives them. */
enum TensorType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int sizeInBytes;

    TensorType(int sizeInBytes) {
        this.sizeInBytes = sizeInBytes;
    }

    int sizeInBytes() {
        return sizeInBytes;
    }

    /** Returns little-endian values as float32; float32 itself stays a view of the bytes. */
    FloatBuffer toFloats(ByteBuffer littleEndian) {
        if (this == F32) {
            return littleEndian.asReadOnlyBuffer().order(littleEndian.order()).asFloatBuffer();
        }
        float[] values = new float[littleEndian.remaining() / sizeInBytes];
        for (int i = 0; i < values.length; i++) {
            values[i] = valueAt(littleEndian, i * sizeInBytes);
        }
        return FloatBuffer.wrap(values);
    }

    private float valueAt(ByteBuffer bytes, int at) {
        return switch (this) {
            case F64 -> (float) bytes.getDouble(at);
            case F32 -> bytes.getFloat(at);
            case F16 -> halfToFloat(bytes.getShort(at));
            case BF16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
            case I64 -> (float) bytes.getLong(at);
            case I32 -> (float) bytes.getInt(at);
            case I16 -> bytes.getShort(at);
            case I8 -> bytes.get(at);
            case U8 -> bytes.get(at) & 0xff;
            case BOOL -> bytes.get(at) == 0 ? 0 : 1;
        };
    }

    /**
     * Returns an IEEE 754 half-precision number as float32, exactly (Java 17 has no such method).
     */
    static float halfToFloat(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float size =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24f;
                    case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Float.intBitsToFloat((exponent + 112) << 23 | fraction << 13);
                };
        return bits < 0 ? -size : size;
    }
}
