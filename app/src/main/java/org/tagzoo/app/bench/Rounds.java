package org.tagzoo.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Times something that is done over and over: first unmeasured, until it is warm, then in rounds
 * long enough for the clock.
 *
 * @param seconds that the rounds take together, above 0; what is slow takes longer, as there are
 *     {@value #LEAST} rounds at least
 * @param nanos the clock
 */
record Rounds(double seconds, LongSupplier nanos) {

    static final int LEAST = 3;
    private static final int AIM = 10;
    private static final int WARM_UPS = 2;
    private static final double WARM_UP_SHARE = 0.2;
    private static final int MOST_CALLS = 20_000;
    private static final int LEAST_CALLS = 20;

    /** Rounds by this machine's clock. */
    static Rounds of(double seconds) {
        return new Rounds(seconds, System::nanoTime);
    }

    /**
     * Returns how often a second it is done, over the rounds.
     *
     * @param once does it, and comes back when it is done, on whatever device
     */
    Quartiles perSecond(Runnable once) {
        double each = warmUp(once);
        int repeats = (int) Math.max(1, Math.min(1_000_000, seconds / AIM / each));
        List<Double> rates = new ArrayList<>();
        long begin = nanos.getAsLong();
        while (rates.size() < LEAST || since(begin) < seconds) {
            long start = nanos.getAsLong();
            for (int i = 0; i < repeats; i++) {
                once.run();
            }
            rates.add(repeats / since(start));
        }
        return Quartiles.of(array(rates));
    }

    /** Returns how long each time takes. */
    Quartiles.Latency each(Runnable once) {
        warmUp(once);
        List<Double> millis = new ArrayList<>();
        long begin = nanos.getAsLong();
        while (millis.size() < LEAST_CALLS
                || (since(begin) < seconds && millis.size() < MOST_CALLS)) {
            long start = nanos.getAsLong();
            once.run();
            millis.add(since(start) * 1000);
        }
        return Quartiles.Latency.of(array(millis));
    }

    /** Returns how many seconds the last time took. */
    private double warmUp(Runnable once) {
        long begin = nanos.getAsLong();
        double last = 0;
        for (int i = 0; i < WARM_UPS || since(begin) < seconds * WARM_UP_SHARE; i++) {
            long start = nanos.getAsLong();
            once.run();
            last = since(start);
        }
        return last;
    }

    private double since(long start) {
        // A clock may stand still for what is very short.
        return Math.max(1, nanos.getAsLong() - start) / 1e9;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
