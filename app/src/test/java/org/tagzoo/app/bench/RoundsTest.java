package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** Times things by a clock that only they move. */
class RoundsTest {

    private long nanos;
    private int calls;

    private Runnable taking(IntToLongFunction millisOfCall) {
        return () -> nanos += 1_000_000 * millisOfCall.applyAsLong(calls++);
    }

    private Rounds rounds(double seconds) {
        return new Rounds(seconds, () -> nanos);
    }

    @Test
    void whatTakesTenMillisecondsIsDoneAHundredTimesASecond() {
        Quartiles rate = rounds(1).perSecond(taking(call -> 10));
        assertEquals(100, rate.median(), 1e-9);
        assertEquals(100, rate.upper() / rate.lower() * rate.median(), 1e-9);
        // 20 calls to warm up, then 10 rounds of 10 calls.
        assertEquals(10, rate.count());
        assertEquals(120, calls);
    }

    @Test
    void whatIsSlowIsDoneThreeTimesAllTheSame() {
        Quartiles rate = rounds(1).perSecond(taking(call -> 4000));
        assertEquals(0.25, rate.median(), 1e-12);
        assertEquals(Rounds.LEAST, rate.count());
        assertEquals(2 + Rounds.LEAST, calls);
    }

    @Test
    void warmingUpDoesNotCount() {
        Quartiles rate = rounds(0.1).perSecond(taking(call -> call == 0 ? 5000 : 50));
        assertEquals(20, rate.lower(), 1e-9);
        assertEquals(20, rate.upper(), 1e-9);
    }

    @Test
    void everyCallHasItsTime() {
        Quartiles.Latency latency = rounds(0.5).each(taking(call -> call % 10 == 9 ? 30 : 5));
        assertEquals(5, latency.median(), 1e-9);
        assertEquals(30, latency.p99(), 1e-9);
        assertTrue(latency.calls() >= 60 && latency.calls() <= 70, latency.toString());
    }

    @Test
    void aClockThatStandsStillEndsAllTheSame() {
        Quartiles.Latency latency = new Rounds(1e-9, () -> 7).each(() -> calls++);
        assertEquals(20, latency.calls());
    }
}
