package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of real pictures, which are no part of the project. */
final class RealCorpora {

    private RealCorpora() {}

    /** Returns a corpus folder, or skips the test where it is not there. */
    static Path require(String name) {
        String folder = System.getenv("TAGZOO_CORPORA");
        // Tests run in the folder of their module.
        Path all = folder == null ? Path.of("..", "..", "shared", "corpora") : Path.of(folder);
        Path corpus = all.resolve(name);
        assumeTrue(
                Files.isDirectory(corpus),
                () -> "skipped: no folder %s; TAGZOO_CORPORA names another".formatted(corpus));
        return corpus;
    }
}
