package org.tagzoo.datasets.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real corpora that some tests read, where they are there. */
public final class RealCorpora {

    private RealCorpora() {}

    /**
     * Returns a file or folder of the corpora; the test is skipped, saying so, if it is missing.
     */
    public static Path require(String inside) {
        String set = System.getenv("TAGZOO_CORPORA");
        // Tests run in the folder of their module, one below the project's root.
        Path wanted = Path.of(set == null ? "../../shared/corpora" : set).resolve(inside);
        Assumptions.assumeTrue(
                Files.exists(wanted),
                wanted + " is missing; set TAGZOO_CORPORA to the folder of the corpora");
        return wanted;
    }
}
