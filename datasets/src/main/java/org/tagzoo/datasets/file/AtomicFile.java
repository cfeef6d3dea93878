package org.tagzoo.datasets.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is there whole or not at all: written aside in the same folder, then renamed over its
 * final name. It is flushed to the disk before; text is UTF-8.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** What fills the file. */
    public interface Content {
        /** Writes everything; the writer is flushed and closed afterwards. */
        void writeTo(Writer out) throws IOException;
    }

    /** What makes the file by a path of its own. */
    public interface Maker {
        /** Writes everything to a path where there is no file yet. */
        void makeAt(Path aside) throws IOException;
    }

    /**
     * Makes a file of any kind, in a folder that is there. What a killed process leaves aside is
     * hidden and ends in {@code .part}.
     *
     * @throws IOException as the maker throws it, or if the file can't be renamed. What was there
     *     under that name before is still there.
     */
    public static void make(Path target, Maker maker) throws IOException {
        Path file = target.toAbsolutePath();
        Path aside =
                file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            maker.makeAt(aside);
            try (FileChannel made = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                made.force(true);
            }
            move(aside, file);
        } finally {
            discard(aside);
        }
    }

    /** Gives a file that is complete its final name, in place of any that is there. */
    public static void move(Path complete, Path target) throws IOException {
        try {
            Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(complete, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes a text that is already there. */
    public static void write(Path target, String text) throws IOException {
        write(target, out -> out.write(text));
    }

    /**
     * Writes what the content gives, making the folder if it is missing.
     *
     * @throws IOException if it can't be written; one line that names the file. What was there
     *     under that name before is still there.
     */
    public static void write(Path target, Content content) throws IOException {
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            make(target, aside -> fill(aside, content));
        } catch (UncheckedIOException e) {
            throw failure(target, e.getCause());
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /** A failure here must not hide the one that led here, which names the file. */
    private static void discard(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            // Such as a file where the folder should be: then nothing was written aside either.
            return;
        }
    }

    private static void fill(Path aside, Content content) throws IOException {
        // An OutputStreamWriter puts "?" for half a surrogate pair, where a strict encoder would
        // refuse the file.
        OutputStream bytes = Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW);
        try (Writer out = new BufferedWriter(new OutputStreamWriter(bytes, UTF_8))) {
            content.writeTo(out);
        }
    }

    private static IOException failure(Path target, IOException cause) {
        return new IOException(
                "could not write "
                        + target
                        + ": "
                        + reason(cause)
                        + "; choose another folder or make room, then run again",
                cause);
    }

    /** The file system's own words: many of its exceptions carry nothing but a path. */
    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "its folder is missing";
        }
        if (cause instanceof FileSystemException f) {
            return f.getReason() == null ? "a file is in the way at " + f.getFile() : f.getReason();
        }
        return cause.getMessage();
    }
}
