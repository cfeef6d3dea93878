package org.tagzoo.datasets.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
 * final name. Text is UTF-8, and flushed to the disk before.
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
     * Makes a file of any kind, in a folder that is there.
     *
     * @throws IOException as the maker throws it, or if the file can't be renamed. What was there
     *     under that name before is still there.
     */
    public static void make(Path target, Maker maker) throws IOException {
        Path file = target.toAbsolutePath();
        Path aside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            maker.makeAt(aside);
            rename(aside, file);
        } finally {
            discard(aside);
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
        Path file = target.toAbsolutePath();
        Path aside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(file.getParent());
            fill(aside, content);
            rename(aside, file);
        } catch (UncheckedIOException e) {
            throw failure(target, e.getCause());
        } catch (IOException e) {
            throw failure(target, e);
        } finally {
            discard(aside);
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
        try (FileChannel channel =
                        FileChannel.open(
                                aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                // An OutputStreamWriter puts "?" for half a surrogate pair, where a strict encoder
                // would refuse the file.
                Writer out =
                        new BufferedWriter(
                                new OutputStreamWriter(
                                        Channels.newOutputStream(channel),
                                        StandardCharsets.UTF_8))) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void rename(Path aside, Path file) throws IOException {
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
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
