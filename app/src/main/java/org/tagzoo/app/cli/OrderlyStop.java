package org.tagzoo.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends work with the engine between two batches when the process is told to stop, by Ctrl-C or by
 * its system. Without it the engine's libraries are taken down while a batch is in them, and the
 * process dies of a fatal error.
 */
final class OrderlyStop {

    /** Longer than a batch takes; who is told to stop should not linger. */
    private static final long LONGEST_SECONDS = 20;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    private OrderlyStop(Thread worker) {
        this.hook =
                new Thread(
                        () -> {
                            worker.interrupt();
                            try {
                                over.await(LONGEST_SECONDS, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop");
    }

    /** Begins work on the current thread: it is interrupted when the process is to stop. */
    static OrderlyStop ofThisThread() {
        OrderlyStop stop = new OrderlyStop(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    /** Ends the work: the process may stop at once. */
    void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is stopping, and the hook has run.
        }
    }
}
