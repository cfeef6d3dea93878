package org.tagzoo.zoo.torchscript;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Has the engine compute several things side by side, each on one thread of its own. Of what is too
 * small for several threads to share, that makes more in the same time; and it comes out the same
 * to the byte, however many are side by side.
 */
public final class SoloThreads {

    private SoloThreads() {}

    /** Something to compute. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /**
     * Runs all of it, on as many threads as the engine has, or fewer. Each of these computes alone,
     * while {@link EngineThreads#count} still says how many the engine has otherwise.
     *
     * @param most at once, at least 1: what each holds in memory may not fit often
     * @throws InterruptedIOException if this thread is interrupted, and stays so
     * @throws IOException if one throws it; the others are interrupted then, as they are where one
     *     fails otherwise, and none of them runs any more when this returns
     */
    public static void run(List<Work> all, int most) throws IOException {
        int count = EngineThreads.count();
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        Math.max(1, Math.min(Math.min(count, most), all.size())),
                        task -> {
                            Thread thread = new Thread(() -> EngineThreads.alone(count, task));
                            thread.setName("solo");
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(threads);
            for (Work work : all) {
                done.submit(
                        () -> {
                            work.run();
                            return null;
                        });
            }
            for (int i = 0; i < all.size(); i++) {
                done.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while computing side by side");
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            end(threads);
            EngineThreads.together(count);
        }
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    /** Waits for what still runs: it must not go on in files that its caller believes are still. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
