package org.tagzoo.zoo.score;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A text file that is there whole or not at all: it is written beside its place under another name,
 * and takes its own name once it is complete.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** What writes a file's text. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer writer) throws IOException;
    }

    /**
     * Writes a file in UTF-8, in place of any that is there. If that fails, what was there before
     * stays.
     *
     * @param file its folder must exist; one writer at a time
     * @throws IOException if the folder can't be written or the disk is full
     */
    public static void write(Path file, Content content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (BufferedWriter writer = Files.newBufferedWriter(aside, StandardCharsets.UTF_8)) {
                content.writeTo(writer);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            try {
                Files.deleteIfExists(aside);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }
}
