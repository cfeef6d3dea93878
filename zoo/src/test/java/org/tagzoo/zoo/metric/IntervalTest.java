package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IntervalTest {

    /** {@code numpy.percentile([0.3, 0.1, 0.9, 0.4, 0.7], [2.5, 97.5])}. */
    @Test
    void equalsNumPy() {
        double[] values = {0.3, 0.1, 0.9, 0.4, 0.7};
        Interval interval = Interval.ofMiddle(values, 0.95);
        assertEquals(0.12, interval.low(), 1e-15);
        assertEquals(0.88, interval.high(), 1e-15);
        assertArrayEquals(new double[] {0.3, 0.1, 0.9, 0.4, 0.7}, values);
    }

    @Test
    void oneValueIsBothEnds() {
        assertEquals(new Interval(0.25, 0.25), Interval.ofMiddle(new double[] {0.25}, 0.95));
    }
}
