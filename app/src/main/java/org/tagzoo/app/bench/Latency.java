package org.tagzoo.app.bench;

/**
 * How long single calls took, in milliseconds.
 *
 * @param median half of them took less
 * @param p99 one in a hundred took longer; of fewer than 100 calls, nearly the longest
 * @param calls how many there were, at least 1
 */
public record Latency(double median, double p99, int calls) {

    static Latency of(double... millis) {
        return new Latency(
                Quartiles.percentile(millis, 50), Quartiles.percentile(millis, 99), millis.length);
    }
}
