package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TensorTypeTest {

    /** IEEE 754: {@code (-1)^s * 2^(e - 15) * (1 + f / 1024)}, and without the 1 where e is 0. */
    @Test
    void everyHalfHasItsValue() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            double fraction = (bits & 1023) / 1024.0;
            double size =
                    exponent == 31
                            ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                            : exponent == 0
                                    ? Math.scalb(fraction, -14)
                                    : Math.scalb(1 + fraction, exponent - 15);
            float expected = (float) (bits >> 15 == 1 ? -size : size);
            assertEquals(expected, TensorType.halfToFloat((short) bits), "bits " + bits);
        }
    }
}
