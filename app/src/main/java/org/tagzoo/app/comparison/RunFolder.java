package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.function.IOSupplier;

/**
 * The folder of one comparison, with a folder for each row below {@code rows/}.
 *
 * @param root the folder
 */
public record RunFolder(Path root) {

    private static final String LOCK = "run.lock";

    /** Files are written aside under such names, and renamed when they are whole. */
    private static final Pattern HALF_WRITTEN =
            Pattern.compile("\\..+\\.[0-9a-f-]{36}|.+\\.[0-9a-f-]{36}\\.part");

    /** An export is a folder, which is made aside in the same way. */
    private static final Pattern HALF_EXPORTED = Pattern.compile("\\.export\\.[0-9a-f-]{36}");

    /**
     * Makes the folder.
     *
     * @throws FileAlreadyExistsException if there is something in it already
     * @throws IOException if it can't be made or written to
     */
    public static RunFolder create(Path root) throws IOException {
        if (Files.exists(root)) {
            if (!Files.isDirectory(root) || !isEmpty(root)) {
                throw new FileAlreadyExistsException(root.toString(), null, "it is not empty");
            }
        }
        Files.createDirectories(root);
        if (!Files.isWritable(root)) {
            throw new java.nio.file.AccessDeniedException(root.toString());
        }
        return new RunFolder(root);
    }

    /**
     * Opens the folder of a run that was begun.
     *
     * @throws IOException if there is no such folder
     */
    public static RunFolder open(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        return new RunFolder(root);
    }

    /** Deletes what a killed process left half-written; whoever has the lock may. */
    private void sweep() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found = files.skip(1).filter(RunFolder::isHalf).toList();
            // Last those in which others lie.
            for (int i = found.size() - 1; i >= 0; i--) {
                Files.delete(found.get(i));
            }
        }
    }

    private static boolean isHalf(Path file) {
        return isHalfWritten(file) || isHalfExported(file) || isHalfExported(file.getParent());
    }

    private static boolean isHalfExported(Path file) {
        Path name = file.getFileName();
        return name != null
                && HALF_EXPORTED.matcher(name.toString()).matches()
                && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isHalfWritten(Path file) {
        return HALF_WRITTEN.matcher(file.getFileName().toString()).matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Keeps other processes from working in the folder until the lock is closed, and deletes what a
     * killed one left half-written.
     *
     * @throws IOException if another process does already
     */
    public FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(file(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                sweep();
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // This very process has it.
        }
        channel.close();
        throw new IOException("Another process is at work in %s; wait for it".formatted(root));
    }

    /**
     * Does some work under the {@link #lock}.
     *
     * @throws IOException if another process works in the folder, or the work fails
     */
    public <T> T locked(IOSupplier<T> work) throws IOException {
        FileChannel lock = lock();
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }

    /** What a run leaves that was killed before its first whole file does not count. */
    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(
                    file -> file.getFileName().toString().equals(LOCK) || isHalfWritten(file));
        }
    }

    /** Makes and returns the folder of a row. */
    Path row(String name) throws IOException {
        return Files.createDirectories(root.resolve("rows").resolve(name));
    }

    /** Whether a row has a folder. */
    boolean hasRow(String name) {
        return Files.isDirectory(root.resolve("rows").resolve(name));
    }

    /** Returns the folder of event files for TensorBoard; they are written if it is there. */
    public Path events() {
        return root.resolve("tensorboard");
    }

    /** Asks for what each row's network sees; a run that is resumed has been asked too. */
    public void explain() throws IOException {
        Files.createFile(root.resolve("explain"));
    }

    /** Returns whether that was asked for. */
    boolean isExplained() {
        return Files.exists(root.resolve("explain"));
    }

    /** Returns the path of a file of the whole run. */
    public Path file(String name) {
        return root.resolve(name);
    }
}
