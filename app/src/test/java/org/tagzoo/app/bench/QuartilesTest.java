package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** Measurements, and their percentiles 50, 25, 75 and 99 by numpy 2. */
    static Stream<Arguments> ofNumpy() {
        return Stream.of(
                Arguments.of(
                        new double[] {2.5, 9, 4, 4, 7.25, 1},
                        new double[] {4, 2.875, 6.4375, 8.9125}),
                Arguments.of(new double[] {0.1, 0.2}, new double[] {0.15, 0.125, 0.175, 0.199}),
                Arguments.of(new double[] {5, 3, 8, 1, 9, 2, 7}, new double[] {5, 2.5, 7.5, 8.94}));
    }

    @ParameterizedTest
    @MethodSource("ofNumpy")
    void equalsNumpy(double[] measured, double[] expected) {
        double[] before = measured.clone();
        Quartiles quartiles = Quartiles.of(measured);
        assertEquals(expected[0], quartiles.median(), 1e-12);
        assertEquals(expected[1], quartiles.lower(), 1e-12);
        assertEquals(expected[2], quartiles.upper(), 1e-12);
        assertEquals(measured.length, quartiles.count());
        assertEquals(expected[3], Quartiles.Latency.of(measured).p99(), 1e-12);
        assertArrayEquals(before, measured, "what was measured stays in its order");
    }
}
