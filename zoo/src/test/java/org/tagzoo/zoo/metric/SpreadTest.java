package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void byHand() {
        assertEquals(new Spread(2, 1, 3, 1, 3), Spread.of(3, 1, 2));
        assertEquals(0, Spread.of(0.7, 0.7).standardDeviation());
    }

    @Test
    void oneRunHasNoSpreadAndFiguresAreFinite() {
        assertThrows(IllegalArgumentException.class, () -> Spread.of(0.7));
        assertThrows(IllegalArgumentException.class, () -> Spread.of(0.7, Double.NaN));
    }
}
