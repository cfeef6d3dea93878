package org.tagzoo.datasets.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time make a file of the cache. The operating system frees the
 * lock of a process that was killed; the empty lock file stays.
 */
public final class CacheLock {

    /** What is done by one at a time. */
    public interface Work {
        void run() throws IOException;
    }

    /** Threads of one process can't share a file lock. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private CacheLock() {}

    /**
     * Waits until nobody else has the lock, and does the work.
     *
     * @param file the lock file, made if it is missing, with its folders
     * @param onWait called first if somebody else has it
     */
    public static void hold(Path file, Runnable onWait, Work work) throws IOException {
        Files.createDirectories(file.getParent());
        Path key = file.getParent().toRealPath().resolve(file.getFileName());
        ReentrantLock thread = THREADS.computeIfAbsent(key, unused -> new ReentrantLock());
        if (!thread.tryLock()) {
            onWait.run();
            thread.lock();
        }
        try (FileChannel channel =
                FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                onWait.run();
                lock = channel.lock();
            }
            try {
                work.run();
            } finally {
                lock.release();
            }
        } finally {
            thread.unlock();
        }
    }
}
