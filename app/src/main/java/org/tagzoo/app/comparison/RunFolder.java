package org.tagzoo.app.comparison;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.function.IOSupplier;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * The folder of one comparison, with a folder for each row below {@code rows/}.
 *
 * @param root the folder
 * @param taken the row of a shared run that is made in a place of its own; empty: all are in their
 *     final ones
 */
public record RunFolder(Path root, Optional<TakenRow> taken) {

    private static final String LOCK = "run.lock";
    private static final String SHARED = "shared";

    /** Where rows of a shared run are made. */
    static final String WORK = "work";

    private static final String EVENTS = "tensorboard";
    private static final long LOCK_POLL_MILLIS = 200;

    /**
     * A row that is made in another place than its final one.
     *
     * @param row its name in the recipe
     * @param place what is the root for its files
     */
    record TakenRow(String row, Path place) {}

    public RunFolder(Path root) {
        this(root, Optional.empty());
    }

    /** Files are written aside under such names, and renamed when they are whole. */
    private static final Pattern HALF_WRITTEN =
            Pattern.compile("\\..+\\.[0-9a-f-]{36}|.+\\.[0-9a-f-]{36}\\.part");

    /** An export is a folder, which is made aside in the same way. */
    private static final Pattern HALF_MADE = Pattern.compile("\\.export\\.[0-9a-f-]{36}");

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
    void sweep() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(root)) {
            // Not where others make rows of a shared run: files come and go there.
            all = files.filter(file -> !file.equals(file(WORK))).toList();
        }
        for (Path file : all) {
            sweep(file);
        }
    }

    /** Deletes half-written files below a folder. */
    static void sweep(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(RunFolder::isHalf).toList();
            // Last those in which others lie.
            for (int i = found.size() - 1; i >= 0; i--) {
                Files.delete(found.get(i));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isHalf(Path file) {
        return isHalfWritten(file) || isHalfMade(file) || isHalfMade(file.getParent());
    }

    private static boolean isHalfMade(Path file) {
        Path name = file.getFileName();
        return name != null
                && HALF_MADE.matcher(name.toString()).matches()
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
        if (isLocked(channel)) {
            sweep();
            return channel;
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

    /**
     * Does some work once nobody else has the lock, for which this waits. Nothing is deleted first.
     *
     * @throws InterruptedIOException if this thread is interrupted while it waits
     */
    <T> T inTurn(IOSupplier<T> work) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (!isLocked(channel)) {
                pause(LOCK_POLL_MILLIS);
            }
            return work.get();
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // This very process has it.
        }
    }

    /** Waits, as {@link Thread#sleep(long)} does. */
    static void pause(long millis) throws InterruptedIOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped");
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
        return Files.createDirectories(rowPath(name));
    }

    /** Whether a row has a folder. */
    boolean hasRow(String name) {
        return Files.isDirectory(rowPath(name));
    }

    /** Returns where a row's folder is or would be. */
    Path rowPath(String name) {
        return place(name).resolve("rows").resolve(name);
    }

    private Path place(String row) {
        return taken.filter(one -> RowRecipe.isOf(row, one.row()))
                .map(TakenRow::place)
                .orElse(root);
    }

    /** Asks for event files for TensorBoard; a run that is resumed has been asked too. */
    public void writeEvents() throws IOException {
        Files.createDirectories(root.resolve(EVENTS));
    }

    /** Returns the folder of a row's event files; empty if none are asked for. */
    Optional<Path> events(String row) {
        return Files.isDirectory(root.resolve(EVENTS))
                ? Optional.of(place(row).resolve(EVENTS).resolve(row))
                : Optional.empty();
    }

    /** Lets several processes, on several machines, work on the run's rows at once. */
    public void share() throws IOException {
        if (leaseSeconds().isEmpty()) {
            AtomicFile.write(file(SHARED), RowLeases.USUAL_SECONDS + "\n");
        }
    }

    /**
     * Returns for how many seconds a process that is not heard of keeps its row, 1 to 86,400; empty
     * where one process at a time works on the run.
     */
    public OptionalInt leaseSeconds() throws IOException {
        Path file = file(SHARED);
        if (!Files.isRegularFile(file)) {
            return OptionalInt.empty();
        }
        String text = Files.readString(file).strip();
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > 86_400) {
            throw new IOException(
                    "%s must hold a number of seconds, 1 to 86400, and nothing else: correct it"
                            .formatted(file));
        }
        return OptionalInt.of(Integer.parseInt(text));
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
