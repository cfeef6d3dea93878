package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CoOccurrenceTest {

    @Test
    void byHand() {
        CoOccurrence found =
                CoOccurrence.of(
                        new boolean[][] {
                            {true, true, false}, {true, false, false}, {false, false, false}
                        });
        assertArrayEquals(new long[][] {{2, 1, 0}, {1, 1, 0}, {0, 0, 0}}, found.counts());
        assertEquals(0.5, found.share(0, 1));
        assertEquals(1, found.share(1, 0));
        assertEquals(0, found.share(2, 0));
        assertThrows(IllegalArgumentException.class, () -> CoOccurrence.of(new boolean[0][]));
    }
}
