package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decisions or targets {@code [N, L]} as other programs write them, a byte each. */
final class Flags {

    private Flags() {}

    static boolean[][] read(Path file, int labels) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        boolean[][] flags = new boolean[bytes.length / labels][labels];
        for (int i = 0; i < bytes.length; i++) {
            flags[i / labels][i % labels] = bytes[i] != 0;
        }
        return flags;
    }
}
