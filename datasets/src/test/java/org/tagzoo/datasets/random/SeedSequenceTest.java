package org.tagzoo.datasets.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedSequenceTest {

    /**
     * Worked out with Python: {@code hashlib.sha256(struct.pack(">qi5sqq", 17, 5, b"split", 3,
     * -1)).digest()[:8]}, read as a signed number.
     */
    @Test
    void isTheSameForGood() {
        assertEquals(5463196002994179566L, SeedSequence.derive(17, "split", 3, -1));
        assertEquals(1579773843059716788L, SeedSequence.derive(0, ""));
    }

    @Test
    void everyPartCounts() {
        long base = SeedSequence.derive(1, "order", 2, 3);
        assertEquals(base, SeedSequence.derive(1, "order", 2, 3));
        assertNotEquals(base, SeedSequence.derive(2, "order", 2, 3));
        assertNotEquals(base, SeedSequence.derive(1, "ordeR", 2, 3));
        assertNotEquals(base, SeedSequence.derive(1, "order", 3, 2));
        assertNotEquals(base, SeedSequence.derive(1, "order", 2));
        assertNotEquals(base, SeedSequence.derive(1, "order", 2, 3, 0));
    }

    @Test
    void neighboursAreFarApart() {
        Set<Long> seen = new HashSet<>();
        for (int epoch = 0; epoch < 100; epoch++) {
            for (int row = 0; row < 100; row++) {
                seen.add(SeedSequence.derive(0, "view", epoch, row));
            }
        }
        assertEquals(10_000, seen.size());
    }

    @Test
    void generatorsOfOnePurposeDrawTheSame() {
        assertEquals(
                SeedSequence.random(5, "crop", 1).nextLong(),
                SeedSequence.random(5, "crop", 1).nextLong());
        assertNotEquals(
                SeedSequence.random(5, "crop", 1).nextLong(),
                SeedSequence.random(5, "crop", 2).nextLong());
    }
}
