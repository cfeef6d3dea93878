package org.tagzoo.app.experiment;

import java.io.InterruptedIOException;

/** Tells work that was stopped from work that failed. */
final class Interruption {

    private Interruption() {}

    /**
     * Gives up if this thread was interrupted: what went wrong then is no failure of a row.
     *
     * @param error what came of it; kept as the cause
     * @throws InterruptedIOException if so
     */
    static void check(Throwable error) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            InterruptedIOException stopped = new InterruptedIOException("Stopped");
            stopped.initCause(error);
            throw stopped;
        }
    }
}
