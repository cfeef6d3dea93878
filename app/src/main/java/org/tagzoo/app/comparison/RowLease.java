package org.tagzoo.app.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * The right to make a row, as long as its owner is heard of: a thread writes a file in the row's
 * place again and again. Where that fails as the place is gone, the row is another's, and the
 * thread that makes it is interrupted.
 */
final class RowLease implements AutoCloseable {

    private static final String FILE = "lease";

    /** What is below them is moved in when a row is taken, and out when it is settled. */
    private static final List<String> FOLDERS = List.of("tensorboard", "rows");

    /** How often an owner is heard of while its lease would last. */
    private static final int BEATS = 6;

    private final RunFolder run;
    private final String row;
    private final Path place;
    private final Thread maker = Thread.currentThread();
    private final Timer beats = new Timer("lease", true);
    private boolean isLost;
    private boolean isSettled;
    private boolean isClosed;

    private RowLease(RunFolder run, String row, Path place) {
        this.run = run;
        this.row = row;
        this.place = place;
    }

    /** Writes into a place that this process is there. */
    static void write(Path place) throws IOException {
        String text = self();
        AtomicFile.make(place.resolve(FILE), aside -> Files.writeString(aside, text));
    }

    /** Returns a text such as {@code 4711@gpu-2}: process and machine. */
    private static String self() {
        return ManagementFactory.getRuntimeMXBean().getName();
    }

    /** Returns who is in a place; empty if it was given up. */
    static Optional<String> maker(Path place) throws IOException {
        try {
            return Optional.of(Files.readString(place.resolve(FILE)))
                    .filter(text -> !text.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Returns when a place's owner was last heard of, in milliseconds; empty if it gave up. */
    static Optional<Long> heard(Path place) throws IOException {
        // Opened first: a network's file system then asks its server how old the file is.
        return maker(place).isEmpty()
                ? Optional.empty()
                : Optional.of(Files.getLastModifiedTime(place.resolve(FILE)).toMillis());
    }

    /**
     * Begins in a place that was just taken.
     *
     * @throws NoSuchFileException if it has been taken by another since
     */
    static Optional<RowLease> begin(RunFolder run, String row, Path place, Duration length)
            throws IOException {
        RowLease lease = new RowLease(run, row, place);
        write(place);
        long millis = Math.max(1, length.toMillis() / BEATS);
        lease.beats.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        lease.beat();
                    }
                },
                millis,
                millis);
        try {
            lease.takeOver();
            return Optional.of(lease);
        } catch (IOException e) {
            lease.close();
            throw lease.isLost() ? new NoSuchFileException(place.toString()) : e;
        }
    }

    /**
     * Brings in what an earlier session made. What an earlier owner made is copied, as that one may
     * have some of the files open, and would write to them when it wakes.
     */
    private void takeOver() throws IOException {
        RunFolder.sweep(place);
        for (Path file : files(place)) {
            AtomicFile.make(file, aside -> Files.copy(file, aside));
        }
        for (String name : FOLDERS) {
            Path here = place.resolve(name);
            if (!Files.isDirectory(here)) {
                // Without its parents: another may have the place by now.
                Files.createDirectory(here);
            }
            for (String each : List.of(row, row + RowRecipe.RANDOM_WEIGHTS)) {
                Path there = run.root().resolve(name).resolve(each);
                if (Files.isDirectory(there) && !Files.exists(here.resolve(each))) {
                    AtomicFile.move(there, here.resolve(each));
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns the run's folder, in which the row is in its own place. */
    RunFolder folder() {
        return new RunFolder(run.root(), Optional.of(new RunFolder.TakenRow(row, place)));
    }

    private synchronized void beat() {
        try {
            if (!isClosed) {
                renew();
            }
        } catch (NoSuchFileException e) {
            if (!isLost) {
                isLost = true;
                maker.interrupt();
            }
        } catch (IOException e) {
            return; // Such as a network that is down: the next one may get through.
        }
    }

    /** Writes the same over what is there; makes no file, as the place may be another's. */
    private void renew() throws IOException {
        Files.write(
                place.resolve(FILE),
                self().getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.WRITE);
    }

    private void giveUp() throws IOException {
        Files.write(
                place.resolve(FILE),
                new byte[0],
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Returns whether the row is known to be another's. */
    synchronized boolean isLost() {
        return isLost;
    }

    /**
     * Puts what was made where it is to stay.
     *
     * @throws NoSuchFileException if the row is another's: nothing was done
     */
    synchronized void settle(RowOutcome outcome) throws IOException {
        try {
            renew();
            RunFolder.sweep(place);
            for (String name : FOLDERS) {
                publish(name);
            }
            AtomicFile.make(
                    place.resolve(RowOutcome.FILE),
                    aside -> Files.writeString(aside, outcome.text()));
            isSettled = true;
        } catch (NoSuchFileException e) {
            isLost = true;
            throw e;
        }
    }

    private void publish(String name) throws IOException {
        List<Path> made;
        try (Stream<Path> all = Files.list(place.resolve(name))) {
            made = all.toList();
        }
        for (Path each : made) {
            Path folder = Files.createDirectories(run.root().resolve(name));
            AtomicFile.move(each, folder.resolve(each.getFileName()));
        }
    }

    /** Gives the row up, unless it is settled or lost, so that others need not wait. */
    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        beats.cancel();
        boolean isInterrupted = Thread.interrupted();
        try {
            if (!isSettled && !isLost) {
                giveUp();
            }
        } catch (NoSuchFileException e) {
            isLost = true;
        }
        if (isLost) {
            removeStrays();
        } else if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Deletes folders that this process made anew where its place had been, before it knew; no
     * other process ever has one of the same name.
     */
    private void removeStrays() {
        FileUtils.deleteQuietly(place.toFile());
        Path parent = place.getParent();
        // Up to the folder of all sessions; where others are, it can't be deleted.
        for (int depth = 0; depth < 3 && parent.toFile().delete(); depth++) {
            parent = parent.getParent();
        }
    }
}
