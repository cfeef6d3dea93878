package org.tagzoo.zoo.export;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.tagzoo.datasets.image.ImageDecoder;
import org.tagzoo.zoo.torchscript.FusedModule;

/**
 * Loads the native libraries on a thread of its own while an export is read and its network hashed.
 * Both take about as long, and together most of the time from a program's start to its first tags.
 */
public final class EarlyStart {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private EarlyStart() {}

    /**
     * Begins, if what a path names may be an export, and if that has not been done. Whoever needs a
     * library waits for it, and is told where there is none.
     *
     * @param export a folder with an export's description, or a file
     */
    public static void beginFor(Path export) {
        Path manifest = export.resolve(ExportFolder.MANIFEST);
        if (Files.isRegularFile(manifest)) {
            begin(manifest);
        } else if (Files.isRegularFile(export)) {
            begin(export);
        }
    }

    /**
     * While a library is loaded, no other thread can call a native method for the first time: those
     * that the next steps need are called before.
     */
    private static void begin(Path file) {
        if (!BEGUN.compareAndSet(false, true)) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        try (Stream<Path> files = Files.list(folder);
                InputStream in = Files.newInputStream(file)) {
            if (files.findAny().isEmpty() || in.read() < 0) {
                return;
            }
        } catch (IOException e) {
            // Whoever reads the export meets the same, and is there to be told.
            return;
        }
        TimeZone.getDefault();
        // Two threads that ask for the first loggers at once make SLF4J complain.
        LoggerFactory.getILoggerFactory();
        Thread thread = new Thread(EarlyStart::load, "tagzoo-early-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try {
            Engine.getEngine(ExportRepository.ENGINE);
            ImageDecoder.load();
            FusedModule.prepare();
        } catch (RuntimeException | LinkageError e) {
            // Whoever needs the library meets the same, and is there to be told.
            return;
        }
    }
}
