package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {

    private static List<String> labels(double top, int wanted) {
        return Ticks.upTo(top, wanted).labels();
    }

    @Test
    void areRound() {
        assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8"), labels(0.76, 5));
        assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"), labels(1, 5));
        assertEquals(List.of("0", "5", "10", "15", "20", "25"), labels(25, 6));
        assertEquals(List.of("0", "1"), labels(1, 1));
        assertEquals(List.of("0", "500", "1000", "1500"), labels(1234, 4));
        assertEquals(List.of("0.00", "0.02", "0.04"), labels(0.031, 3));
    }

    @Test
    void figuresWithoutASizeGetAnAxisToOne() {
        for (double top : new double[] {0, -3, Double.NaN, Double.POSITIVE_INFINITY, 1e-300}) {
            assertEquals(1, Ticks.upTo(top, 5).end(), "top " + top);
        }
    }

    @Test
    void reachTheTopAndNotMuchFurther() {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            double top = Math.exp(random.nextDouble() * 60 - 25);
            int wanted = 2 + random.nextInt(8);
            Ticks ticks = Ticks.upTo(top, wanted);
            String told = "seed " + seed + ", top " + top + ", wanted " + wanted + ": " + ticks;
            assertTrue(ticks.end() >= top * (1 - 1e-12), told);
            assertTrue(ticks.end() - ticks.step().doubleValue() < top, told);
            assertTrue(ticks.count() <= wanted && ticks.count() * 2.5 >= wanted - 1, told);
        }
    }
}
