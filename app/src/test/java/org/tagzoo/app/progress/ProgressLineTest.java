package org.tagzoo.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressLineTest {

    @Test
    void remainingTimeIsAsFineAsItCanBeKnown() {
        ProgressLine line = new ProgressLine("a", 1000, "images");
        assertEquals("a: 0%  0/1,000 images  200/s  5 s left", line.plain(0, 200));
        assertEquals("a: 0%  0/1,000 images  10.0/s  1 min 40 s left", line.plain(0, 10));
        assertEquals("a: 0%  0/1,000 images  1.0/s  17 min left", line.plain(0, 1));
        assertEquals("a: 0%  0/1,000 images  30.0/min  34 min left", line.plain(0, 0.5));
    }

    @Test
    void moreThanTheTotalIsStillAllOfIt() {
        assertEquals("a: 100%  12/10 images  2.0/s", line().plain(12, 2));
    }

    @Test
    void hundredPercentOnlyWhenAllIsDone() {
        assertTrue(new ProgressLine("a", 1000, "b").plain(999, 1).startsWith("a: 99%"));
    }

    private static ProgressLine line() {
        return new ProgressLine("a", 10, "images");
    }
}
