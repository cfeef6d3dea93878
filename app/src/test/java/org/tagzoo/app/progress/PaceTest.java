package org.tagzoo.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void isZeroBeforeAnything() {
        assertEquals(0, new Pace(5).at(5, 0));
    }

    @Test
    void forgetsAQuickBeginning() {
        // 5,000 in the first second from a cache, then 10 a second.
        Pace pace = new Pace(0);
        double last = pace.at(SECOND, 5000);
        assertEquals(5000, last, 1e-9);
        for (int second = 2; second <= 60; second++) {
            last = pace.at(second * SECOND, 5000 + 10L * (second - 1));
        }
        assertEquals(10, last, 1e-9);
    }
}
