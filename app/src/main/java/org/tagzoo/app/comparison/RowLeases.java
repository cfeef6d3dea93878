package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * Who makes which row of a shared run: {@code work/<session>/<row>/<number>-<owner>/} in the run's
 * folder is where a row is made, and at the same time the right to make it. A session lasts from
 * when the run is begun, or resumed, until its table is there. Each has another folder, so that
 * what wakes of an earlier one has no place in it.
 *
 * <p>Whoever finds that its owner was not heard of for too long renames that folder, to the next
 * number and its own name, and goes on from what is there. One process alone can do so, and with
 * the rename all paths of the owner before are gone: when that one wakes, what it does fails, and
 * it can't move anything to where rows are in the end. How long is counted by the clock of the file
 * system that holds the folder, which all processes share.
 */
final class RowLeases {

    /** For how long an owner that is not heard of keeps a row, where nothing else is said. */
    static final int USUAL_SECONDS = 60;

    private static final String SESSION = "session";
    private static final String SEPARATOR = "-";

    private final RunFolder run;
    private final Path root;
    private final Path places;
    private final Duration length;
    private final String owner = UUID.randomUUID().toString();
    private final String session;

    private RowLeases(RunFolder run, Path root, Duration length, String session) {
        this.run = run;
        this.root = root;
        this.places = root.resolve(session);
        this.length = length;
        this.session = session;
    }

    /** Joins those who work on a run, or begins; whoever has the run's lock may. */
    static RowLeases open(RunFolder run) throws IOException {
        Path root = run.file(RunFolder.WORK);
        Path file = root.resolve(SESSION);
        if (!Files.isRegularFile(file)) {
            String session = UUID.randomUUID().toString();
            Files.createDirectories(root.resolve(session));
            AtomicFile.write(file, session);
        }
        Duration length = Duration.ofSeconds(run.leaseSeconds().orElse(USUAL_SECONDS));
        return new RowLeases(run, root, length, Files.readString(file));
    }

    /** Returns whether all was made and put together, so that there is nothing to do any more. */
    boolean isOver() throws IOException {
        try {
            return !Files.readString(root.resolve(SESSION)).equals(session);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** Deletes what is known of who made what; whoever has the run's lock may. */
    void end() throws IOException {
        // First what tells others that it is over.
        Files.deleteIfExists(root.resolve(SESSION));
        // What a process that wakes makes here meanwhile may stay; it means nothing any more.
        FileUtils.deleteQuietly(root.toFile());
    }

    /**
     * Returns what came of a row, in an earlier session too if it has metrics; empty if it is still
     * to be made.
     */
    Optional<RowOutcome> settled(String row) throws IOException {
        for (String name : List.of(row, row + RowRecipe.RANDOM_WEIGHTS)) {
            Optional<RowOutcome> made = RowOutcome.read(run.rowPath(name));
            if (made.isPresent()) {
                return made;
            }
        }
        return told(row);
    }

    /** Returns what came of a row in this session. */
    Optional<RowOutcome> told(String row) throws IOException {
        Optional<Path> place = place(row);
        return place.isPresent() ? RowOutcome.read(place.get()) : Optional.empty();
    }

    /** Returns who makes a row, as a process and its machine. */
    Optional<String> maker(String row) throws IOException {
        Optional<Path> place = place(row);
        return place.isPresent() ? RowLease.maker(place.get()) : Optional.empty();
    }

    /** Takes a row, if it is not settled and nobody else makes it. */
    Optional<RowLease> take(String row) throws IOException {
        try {
            Optional<Path> before = place(row);
            Path place = places.resolve(row).resolve(number(before) + 1 + SEPARATOR + owner);
            boolean isTaken =
                    before.isEmpty()
                            ? begin(place)
                            : hasExpired(before.get()) && move(before.get(), place);
            // Another may have settled it before it was taken; then it stays so.
            return isTaken && settled(row).isEmpty()
                    ? RowLease.begin(run, row, place, length)
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty(); // It was taken by another at once, or the session is over.
        }
    }

    /** Makes the first place of a row, unless another does. */
    private boolean begin(Path place) throws IOException {
        Path made = Files.createDirectory(aside());
        RowLease.write(Files.createDirectory(made.resolve(place.getFileName())));
        boolean isMine = move(made, place.getParent());
        if (!isMine) {
            FileUtils.deleteQuietly(made.toFile());
        }
        return isMine;
    }

    /** Returns where a row is made now: the folder of the highest number. */
    private Optional<Path> place(String row) throws IOException {
        try (Stream<Path> all = Files.list(places.resolve(row))) {
            return all.max(Comparator.comparingInt(place -> number(Optional.of(place))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static int number(Optional<Path> place) {
        return place.map(path -> path.getFileName().toString().split(SEPARATOR, 2)[0])
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    /** Returns whether an owner has given up its place, or was not heard of for too long. */
    private boolean hasExpired(Path place) throws IOException {
        Optional<Long> heard = RowLease.heard(place);
        if (heard.isEmpty()) {
            return true;
        }
        Path clock = places.resolve("." + owner + ".clock");
        Files.writeString(clock, "now");
        long now = Files.getLastModifiedTime(clock).toMillis();
        Files.delete(clock);
        return now - heard.get() > length.toMillis();
    }

    /** Renames a folder to where there is none; returns whether that was done. */
    private static boolean move(Path from, Path to) throws IOException {
        try {
            AtomicFile.move(from, to);
            return true;
        } catch (FileSystemException e) {
            if (Files.exists(to) || !Files.exists(from)) {
                return false;
            }
            throw e;
        }
    }

    private Path aside() {
        return places.resolve("." + UUID.randomUUID());
    }
}
