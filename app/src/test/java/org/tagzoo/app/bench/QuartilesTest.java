package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected values are {@code numpy.percentile}'s. */
class QuartilesTest {

    @Test
    void liesBetweenMeasurementsInProportion() {
        Quartiles quartiles = Quartiles.of(7, 1, 3, 10);
        assertEquals(new Quartiles(5, 2.5, 7.75, 4), quartiles);
        assertEquals(new Quartiles(10, 5, 15.5, 4), quartiles.times(2));
    }

    @Test
    void oneMeasurementIsAllOfThem() {
        assertEquals(new Quartiles(4, 4, 4, 1), Quartiles.of(4));
        assertThrows(IllegalArgumentException.class, Quartiles::of);
    }

    @Test
    void oneInAHundredTakesLonger() {
        double[] millis = IntStream.rangeClosed(1, 200).mapToDouble(i -> 201 - i).toArray();
        Quartiles.Latency latency = Quartiles.Latency.of(millis);
        assertEquals(100.5, latency.median(), 1e-12);
        assertEquals(198.01, latency.p99(), 1e-9);
        assertEquals(200, latency.calls());
    }
}
