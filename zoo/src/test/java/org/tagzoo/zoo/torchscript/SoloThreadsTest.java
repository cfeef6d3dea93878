package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever the machine has, the engine has two threads here. */
class SoloThreadsTest {

    private final int own = EngineThreads.count();

    @BeforeEach
    void takeTwo() {
        JniUtils.setNumThreads(2);
    }

    @AfterEach
    void takeOwn() {
        JniUtils.setNumThreads(own);
    }

    /** Two wait for one another, so they run at once; each has one thread of the engine. */
    @Test
    void eachHasOneThreadAndLaterOnesHaveAllAgain() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        SoloThreads.Work work =
                () -> {
                    both.countDown();
                    try {
                        both.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    seen.add(JniUtils.getNumThreads());
                    seen.add(10 * EngineThreads.count());
                };
        SoloThreads.run(List.of(work, work), 2);
        assertEquals(List.of(1, 1, 20, 20), seen.stream().sorted().toList());
        assertEquals(2, JniUtils.getNumThreads());
        Thread later = new Thread(() -> seen.add(100 * JniUtils.getNumThreads()));
        later.start();
        later.join();
        assertTrue(seen.contains(200), seen.toString());
    }

    @Test
    void noMoreAtOnceThanAskedFor() throws IOException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger highest = new AtomicInteger();
        SoloThreads.Work work =
                () -> {
                    highest.accumulateAndGet(running.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(1_000_000);
                    running.decrementAndGet();
                };
        SoloThreads.run(Collections.nCopies(50, work), 1);
        assertEquals(1, highest.get());
    }

    @Test
    void whatFailsStopsTheRestAndIsThrown() {
        IOException failure = new IOException("full");
        AtomicInteger begun = new AtomicInteger();
        List<SoloThreads.Work> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(
                    () -> {
                        begun.incrementAndGet();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException("stopped");
                        }
                    });
        }
        all.set(
                0,
                () -> {
                    throw failure;
                });
        assertSame(failure, assertThrows(IOException.class, () -> SoloThreads.run(all, 2)));
        assertTrue(begun.get() < 10, begun + " were begun");
    }

    @Test
    void anInterruptEndsAll() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        Thread caller = Thread.currentThread();
        Thread other =
                new Thread(
                        () -> {
                            try {
                                begun.await();
                            } catch (InterruptedException e) {
                                return;
                            }
                            caller.interrupt();
                        });
        other.start();
        SoloThreads.Work work =
                () -> {
                    running.incrementAndGet();
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        running.decrementAndGet();
                        throw new InterruptedIOException("stopped");
                    }
                };
        assertThrows(InterruptedIOException.class, () -> SoloThreads.run(List.of(work, work), 2));
        assertTrue(Thread.interrupted());
        assertEquals(0, running.get());
        other.join();
        assertFalse(other.isAlive());
    }
}
