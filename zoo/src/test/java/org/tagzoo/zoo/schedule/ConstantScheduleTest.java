package org.tagzoo.zoo.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConstantScheduleTest {

    @Test
    void staysTheSame() {
        Schedule schedule = new ConstantSchedule(0.1, 0.9);
        for (long update : new long[] {0, 1, Long.MAX_VALUE}) {
            assertEquals(0.1, schedule.learningRate(update));
            assertEquals(0.9, schedule.momentum(update));
        }
        assertThrows(IllegalArgumentException.class, () -> schedule.learningRate(-1));
        assertThrows(IllegalArgumentException.class, () -> schedule.momentum(-1));
    }

    @Test
    void badSettings() {
        assertThrows(IllegalArgumentException.class, () -> new ConstantSchedule(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ConstantSchedule(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new ConstantSchedule(1, 1));
    }
}
