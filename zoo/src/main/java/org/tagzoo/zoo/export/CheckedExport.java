package org.tagzoo.zoo.export;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An export that was found whole.
 *
 * @param folder where it lies
 * @param manifest what it says
 */
record CheckedExport(Path folder, ExportManifest manifest) {

    /**
     * Checks a folder.
     *
     * @throws ExportException if it is not whole, not understood, or not what was written
     */
    static CheckedExport of(Path folder) throws IOException {
        return new CheckedExport(folder, ExportFolder.check(folder));
    }

    /** Where an export is looked for and checked each time anew. */
    @FunctionalInterface
    interface Source {
        CheckedExport get() throws IOException;
    }
}
