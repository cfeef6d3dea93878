package org.tagzoo.zoo.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RateAndMomentumTest {

    @Test
    void staysTheSame() {
        RateAndMomentum schedule = RateAndMomentum.constant(0.1, 0.9);
        for (long update : new long[] {0, 1, Long.MAX_VALUE}) {
            assertEquals(0.1, schedule.learningRate().value(update));
            assertEquals(0.9, schedule.momentum().value(update));
        }
        assertThrows(IllegalArgumentException.class, () -> schedule.learningRate().value(-1));
        assertThrows(IllegalArgumentException.class, () -> schedule.momentum().value(-1));
    }

    @Test
    void badSettings() {
        assertThrows(IllegalArgumentException.class, () -> RateAndMomentum.constant(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> RateAndMomentum.constant(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> RateAndMomentum.constant(1, 1));
    }
}
