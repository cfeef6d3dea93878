package org.tagzoo.zoo.export;

import ai.djl.engine.Engine;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;
import org.tagzoo.datasets.image.ImageDecoder;

/**
 * Loads the native libraries on a thread of its own while an export's network is being hashed. Both
 * take about as long, and together half of the time from a program's start to its first tags.
 *
 * <p>While a library is loaded, no other thread can call a native method for the first time. So it
 * begins when files have been read already, and hashing needs nothing new.
 */
final class EarlyStart {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private EarlyStart() {}

    /** Begins, and returns at once; does nothing if it was called before. */
    static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            // Two threads that ask for the first loggers at once make SLF4J complain.
            LoggerFactory.getILoggerFactory();
            Thread thread = new Thread(EarlyStart::load, "tagzoo-early-start");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void load() {
        try {
            ImageDecoder.load();
            Engine.getEngine("PyTorch");
        } catch (RuntimeException | LinkageError e) {
            // Whoever needs the library meets the same, and is there to be told.
            return;
        }
    }
}
