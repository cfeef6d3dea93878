package org.tagzoo.datasets.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CacheLockTest {

    @TempDir Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static void unexpected() {
        throw new AssertionError("nobody else has the lock");
    }

    @Test
    void makesTheFileWithItsFoldersAndLeavesIt() throws IOException {
        Path lock = folder.resolve("work").resolve("x.lock");
        AtomicBoolean ran = new AtomicBoolean();
        CacheLock.hold(lock, CacheLockTest::unexpected, () -> ran.set(true));
        assertTrue(ran.get());
        assertEquals(0, Files.size(lock));
    }

    @Test
    void theSecondWaitsAndIsTold() throws Exception {
        Path lock = folder.resolve("x.lock");
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        Future<Void> first =
                threads.submit(
                        () -> {
                            CacheLock.hold(
                                    lock,
                                    CacheLockTest::unexpected,
                                    () -> {
                                        inside.incrementAndGet();
                                        isHeld.countDown();
                                        await(waits);
                                        inside.decrementAndGet();
                                    });
                            return null;
                        });
        isHeld.await();
        AtomicBoolean wasAlone = new AtomicBoolean();
        // The same file by another path.
        Path other = folder.resolve("..").resolve(folder.getFileName()).resolve("x.lock");
        CacheLock.hold(other, waits::countDown, () -> wasAlone.set(inside.get() == 0));
        first.get();
        assertTrue(wasAlone.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void workThatFailsFreesTheLock() throws IOException {
        Path lock = folder.resolve("x.lock");
        IOException failure =
                assertThrows(
                        IOException.class,
                        () ->
                                CacheLock.hold(
                                        lock,
                                        CacheLockTest::unexpected,
                                        () -> {
                                            throw new IOException("no room");
                                        }));
        assertEquals("no room", failure.getMessage());
        CacheLock.hold(lock, CacheLockTest::unexpected, () -> {});
        assertFalse(Files.isDirectory(lock));
    }
}
