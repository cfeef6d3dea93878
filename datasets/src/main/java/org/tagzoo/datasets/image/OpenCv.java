package org.tagzoo.datasets.image;

import nu.pattern.OpenCV;
import org.opencv.core.Core;

/** The native library, loaded once, at the first picture that needs it. */
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
                OpenCV.loadLocally();
            } catch (RuntimeException | LinkageError e) {
                throw new IllegalStateException(
                        "OpenCV can't be loaded on %s %s: %s"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.arch"),
                                        e.getMessage()),
                        e);
            }
            // Pictures are decoded on several threads already.
            Core.setNumThreads(1);
            return true;
        }
    }
}
