package org.tagzoo.datasets.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.tagzoo.datasets.file.CacheFolder;

/** The native library, loaded once, at the first image that needs it. */
final class OpenCv {

    private OpenCv() {}

    /**
     * Loads the library if it is not loaded yet.
     *
     * @throws IllegalStateException if this system has none
     */
    static void load() {
        if (!Loaded.DONE) {
            throw new IllegalStateException("OpenCV is not loaded");
        }
    }

    private static final class Loaded {

        static final boolean DONE = loadLibrary();

        private static boolean loadLibrary() {
            try {
                Optional<Path> unpacked = unpacked();
                if (unpacked.isPresent()) {
                    System.load(unpacked.get().toString());
                } else {
                    OpenCV.loadLocally();
                }
            } catch (RuntimeException | LinkageError e) {
                throw new IllegalStateException(
                        "OpenCV can't be loaded on %s %s: %s"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.arch"),
                                        e.getMessage()),
                        e);
            }
            // Images are decoded on several threads already.
            Core.setNumThreads(1);
            return true;
        }

        private static Optional<Path> unpacked() {
            try {
                return OpenCvLibrary.unpacked(CacheFolder.standard());
            } catch (IOException e) {
                // Such as a home that is read only: a temporary folder serves as well.
                return Optional.empty();
            }
        }
    }
}
