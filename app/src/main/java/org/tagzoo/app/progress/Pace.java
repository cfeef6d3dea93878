package org.tagzoo.app.progress;

/**
 * How fast a count grows of late: over the last 15 to 30 seconds, or from the start if that is
 * shorter. A quick beginning, such as what a cache held, is so forgotten soon.
 */
final class Pace {

    private static final long WINDOW_NANOS = 15_000_000_000L;

    private long oldNanos;
    private long oldCount;
    private long midNanos;
    private long midCount;

    Pace(long startNanos) {
        oldNanos = startNanos;
        midNanos = startNanos;
    }

    /** Steps per second at this moment; 0 if none came. */
    double at(long nanos, long count) {
        if (nanos - midNanos >= WINDOW_NANOS) {
            oldNanos = midNanos;
            oldCount = midCount;
            midNanos = nanos;
            midCount = count;
        }
        long span = nanos - oldNanos;
        return span <= 0 ? 0 : (count - oldCount) * 1e9 / span;
    }
}
